using System.Security.Cryptography;
using System.Text;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Simulator.LongRun;

/// <summary>The gateway of a long run, in memory: checks logins and seals with the base library's ECDSA and answers with `have` and `work`.</summary>
public sealed class LifeGateway
{
    public static readonly byte[] NetworkId = [0x6c, 0x6f, 0x6e, 0x67, 0x2d, 0x72, 0x75, 0x6e];

    private const int ClockToleranceSeconds = 300;
    private const uint WorkSeconds = 600;

    // Half of one group order is the highest s that the protocol takes (SP 800-186 section 3.2.1.3).
    private static readonly byte[] HalfOrder = Convert.FromHexString("7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8");
    private static readonly byte[] PrivateKey = SHA256.HashData("GreenPow long run gateway"u8);

    private readonly ReportFrame frame = new();
    private readonly ECDsa key;
    private readonly byte[] macKey = new byte[DeviceMac.KeyLength];
    private readonly byte[] deviceId = new byte[Identity.DeviceIdLength];
    private readonly byte[] publicKey;
    private ulong loginCounter;
    private uint jobId;

    /// <summary>Knows one device by its public key, 65 bytes.</summary>
    public LifeGateway(byte[] devicePublicKey)
    {
        publicKey = devicePublicKey;
        Identity.DeviceId(devicePublicKey, deviceId);
        DeviceMac.Key(PrivateKey, devicePublicKey, macKey);
        key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = devicePublicKey[1..33], Y = devicePublicKey[33..] } });
        var genesis = SHA256.HashData([.. "GreenPow/1 genesis\0"u8, .. NetworkId, .. deviceId]);
        Book = new DeviceBook(Identity.Text(deviceId, 0), FrameHash.From(genesis));
    }

    public static byte[] PublicKey { get; } = new ManagedSigner(PrivateKey).PublicKey;

    public DeviceBook Book { get; }

    public long Reports { get; private set; }

    public long SealsVerified { get; private set; }

    public long LoginsRefused { get; private set; }

    /// <summary>Something became sealed since the last <see cref="Have"/>.</summary>
    public bool HasNews { get; private set; }

    public bool TryLogin(LinkLogin login, long unixSeconds)
    {
        var bytes = Convert.FromHexString(login.Password);
        var claim = new LoginFrame();
        if (!claim.TryRead(bytes, 0, bytes.Length, out var fault))
            throw new LifeFailureException($"The login frame is malformed: {FrameFault.Text(fault)}");
        if (login.DeviceId != Book.DeviceId || !claim.PublicKey.AsSpan().SequenceEqual(publicKey.AsSpan(1)))
            throw new LifeFailureException($"The login names device {login.DeviceId}, not {Book.DeviceId}");
        if (!IsSignedBy("login", bytes, claim.LengthBeforeSignature, claim.Signature))
            throw new LifeFailureException("The signature of a login is wrong");
        if (claim.Counter <= loginCounter || (claim.UnixTime != 0 && Math.Abs(unixSeconds - claim.UnixTime) > ClockToleranceSeconds))
        {
            LoginsRefused++;
            return false;
        }
        loginCounter = claim.Counter;
        return true;
    }

    /// <summary>Takes one payload of the topic `report`: frames, each behind its u16 length.</summary>
    public void TakeReports(byte[] payload)
    {
        for (var at = 0; at < payload.Length;)
        {
            var length = Bytes.ReadUInt16(payload, at);
            at += 2;
            if (!frame.TryRead(payload, at, length, out var fault))
                throw new LifeFailureException($"A report is malformed: {FrameFault.Text(fault)}");
            var bytes = payload.AsSpan(at, length);
            if (frame.IsSealed)
            {
                SealsVerified++;
                if (!IsSignedBy("report", bytes, frame.LengthBeforeSignature, frame.Signature))
                    throw new LifeFailureException($"The seal of report {frame.Sequence} is wrong");
            }
            Reports++;
            HasNews |= Book.Take(new KeptReport(frame, bytes));
            at += length;
        }
    }

    public byte[] Have(long unixSeconds)
    {
        HasNews = false;
        var (newest, missing) = Book.Have();
        var have = new HaveFrame { LoginCounter = loginCounter, IssuedAt = (uint)unixSeconds, Sequence = newest?.Sequence ?? 0 };
        deviceId.CopyTo(have.DeviceId, 0);
        newest?.Hash.CopyTo(have.FrameHash);
        foreach (var (from, count) in missing.Take(HaveFrame.MaximumRanges - 1))
            (have.RangeFrom[have.RangeCount], have.RangeLengths[have.RangeCount++]) = (from, (uint)count);
        // The end of everything that is held, so that a device without memory begins behind it.
        if (have.RangeCount > 0)
            (have.RangeFrom[have.RangeCount], have.RangeLengths[have.RangeCount++]) = (Book.NewestSealed + 1, 1);
        var bytes = new byte[have.Length];
        have.Write(bytes, 0);
        DeviceMac.Seal(macKey, bytes, 0, have.LengthBeforeMac);
        return bytes;
    }

    public byte[] Work(long unixSeconds)
    {
        var work = new WorkFrame
        {
            JobId = ++jobId,
            IssuedAt = (uint)unixSeconds,
            Expires = (uint)unixSeconds + WorkSeconds,
            // About one in 64 hashes: the exponent says 32 bytes, the mantissa the highest two.
            TargetBits = 0x2003FFFF,
        };
        deviceId.CopyTo(work.DeviceId, 0);
        var beacon = SHA256.HashData(BitConverter.GetBytes(unixSeconds));
        BeaconJob.Header76(beacon, deviceId, work.JobId, work.PoolNonce, (uint)unixSeconds, work.TargetBits, work.Header);
        var bytes = new byte[work.Length];
        work.Write(bytes, 0);
        DeviceMac.Seal(macKey, bytes, 0, work.LengthBeforeMac);
        return bytes;
    }

    private bool IsSignedBy(string kindName, ReadOnlySpan<byte> bytes, int lengthBeforeSignature, byte[] signature)
    {
        if (signature.AsSpan(32).SequenceCompareTo(HalfOrder) > 0)
            return false;
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData([.. Encoding.ASCII.GetBytes($"GreenPow/1 {kindName}\0"), .. bytes[..lengthBeforeSignature]], digest);
        return key.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
