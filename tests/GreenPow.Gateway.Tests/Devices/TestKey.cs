using System.Security.Cryptography;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Devices;

/// <summary>A device's key and the frames that it signs, by the signer that runs on the chip.</summary>
internal sealed class TestKey
{
    private readonly byte[] privateKey;

    public TestKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        privateKey = key.ExportParameters(includePrivateParameters: true).D!;
        PublicKey = new byte[Identity.PublicKeyLength];
        Assert.True(P256.PublicKey(privateKey, PublicKey));
    }

    public byte[] PrivateKey => privateKey;

    public byte[] PublicKey { get; }

    public DeviceId Id => DeviceId.OfPublicKey(PublicKey);

    public byte[] Sign(byte kind, byte[] frame, int lengthBeforeSignature)
    {
        var digest = new byte[32];
        FrameSigning.Digest(kind, frame, 0, lengthBeforeSignature, digest);
        var signature = new byte[64];
        Assert.True(P256.Sign(privateKey, digest, signature, 0));
        return signature;
    }

    /// <summary>The bytes of a login frame.</summary>
    public byte[] Login(byte[] networkId, ulong counter, uint unixTime = 0)
    {
        var frame = new LoginFrame { Counter = counter, UnixTime = unixTime };
        Id.CopyTo(frame.DeviceId);
        networkId.CopyTo(frame.NetworkId, 0);
        PublicKey.AsSpan(1).CopyTo(frame.PublicKey);
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        Sign(FrameKind.Login, bytes, frame.LengthBeforeSignature).CopyTo(frame.Signature, 0);
        frame.Write(bytes, 0);
        return bytes;
    }

    /// <summary>The bytes of a sealed one-minute report of one generation channel without a curve; the first names the genesis.</summary>
    public byte[] Report(byte[] networkId, ulong sequence, byte[]? before, DateTimeOffset slotStart, uint jobId = 0, params uint[] nonces)
    {
        var frame = new ReportFrame
        {
            Sequence = sequence, SlotStart = (uint)slotStart.ToUnixTimeSeconds(), SlotSeconds = 60, Flags = ReportFlags.Sealed, BootCount = 1,
            JobId = jobId, HashesTried = jobId == 0 ? 0u : 3000, ShareCount = (byte)nonces.Length, ChannelCount = 1,
        };
        Id.CopyTo(frame.DeviceId);
        if (before is null) Identity.Genesis(networkId, Id.ToArray(), frame.Previous);
        else SHA256.HashData(before, frame.Previous);
        nonces.CopyTo(frame.Nonces, 0);
        (frame.Channels[0].Role, frame.Channels[0].UncertaintyHundredths, frame.Channels[0].EnergyMilliwattHours) = (ChannelRole.Generation, 50, sequence * 1000);
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        Sign(FrameKind.Report, bytes, frame.LengthBeforeSignature).CopyTo(frame.Signature, 0);
        frame.Write(bytes, 0);
        return bytes;
    }

    /// <summary>This device as one that has applied.</summary>
    public DeviceRecord Applied(byte[] networkId, DateTimeOffset at) => new()
    {
        Id = Id, Name = "roof", Kind = DeviceKind.Meter, PublicKey = PublicKey, NetworkId = networkId, Owner = new byte[20], CapacityWatts = 400, AppliedAt = at,
        Channels = [new(ChannelRole.Generation, Instrument.Ina228, 50, 400, 20)],
    };
}
