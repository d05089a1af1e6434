using System.Numerics;
using System.Security.Cryptography;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Metering;

/// <summary>A meter with a key of its own that makes reports as the firmware does: chained, sealed when asked, energy as its curve says.</summary>
internal sealed class TestMeter
{
    public const int CapacityWatts = 400;
    public const int SlotSeconds = 60;

    /// <summary>2026-06-21 06:00 UTC.</summary>
    public const uint FirstSlotStart = 1_782_021_600;

    // n of P-256 (SP 800-186, section 3.2.1.3).
    private static readonly BigInteger Order = new(Convert.FromHexString("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"), isUnsigned: true, isBigEndian: true);
    public static readonly byte[] Network = [1, 2, 3, 4, 5, 6, 7, 8];

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private byte[] previous;

    public TestMeter()
    {
        var point = key.ExportParameters(false).Q;
        PublicKey = [4, .. point.X!, .. point.Y!];
        Id = DeviceId.OfPublicKey(PublicKey);
        previous = new byte[32];
        Identity.Genesis(Network, Id.ToArray(), previous);
    }

    public byte[] PublicKey { get; }
    public DeviceId Id { get; }

    /// <summary>State after the newest report; a test may rewind it to tell a second history.</summary>
    public (ulong Sequence, byte[] Previous, uint NextSlotStart, ulong EnergyMilliwattHours) State
    {
        get => (Sequence, previous, NextSlotStart, EnergyMilliwattHours);
        set => (Sequence, previous, NextSlotStart, EnergyMilliwattHours) = value;
    }

    public ulong Sequence { get; private set; }
    public uint NextSlotStart { get; private set; } = FirstSlotStart;
    public ulong EnergyMilliwattHours { get; private set; } = 5_000_000;

    public DeviceRecord Record => new()
    {
        Id = Id,
        Name = "Roof",
        Kind = DeviceKind.Meter,
        State = DeviceState.Registered,
        TokenId = 1,
        PublicKey = PublicKey,
        NetworkId = Network,
        Owner = new byte[20],
        CapacityWatts = CapacityWatts,
        AppliedAt = DateTimeOffset.FromUnixTimeSeconds(FirstSlotStart),
        CommissionedAt = DateTimeOffset.FromUnixTimeSeconds(FirstSlotStart),
        Channels = [new(ChannelRole.Generation, Instrument.Ina228, 50, CapacityWatts, 20), new(ChannelRole.MiningLoad, Instrument.Ina228, 50, 300, 20)],
    };

    /// <summary>The next report: <paramref name="watts"/> generated, half of it mined away.</summary>
    /// <param name="change">Bends the frame before it is hashed and sealed.</param>
    public byte[] Report(bool seal = false, int watts = 300, Action<ReportFrame>? change = null)
    {
        Sequence++;
        EnergyMilliwattHours += (ulong)(watts * 1000 * SlotSeconds / 3600);
        var frame = new ReportFrame
        {
            Sequence = Sequence, SlotStart = NextSlotStart, SlotSeconds = SlotSeconds, BootCount = 1, ChannelCount = 2, IntervalCount = 6,
            Flags = seal ? ReportFlags.Sealed : (ushort)0,
        };
        Id.CopyTo(frame.DeviceId);
        previous.CopyTo(frame.Previous, 0);
        Fill(frame.Channels[0], ChannelRole.Generation, EnergyMilliwattHours, watts);
        Fill(frame.Channels[1], ChannelRole.MiningLoad, EnergyMilliwattHours / 2, watts / 2);
        change?.Invoke(frame);
        NextSlotStart = frame.SlotStart + frame.SlotSeconds;
        EnergyMilliwattHours = frame.Channels[0].EnergyMilliwattHours;
        var bytes = Write(frame);
        previous = SHA256.HashData(bytes);
        return bytes;
    }

    /// <summary>Reports of which every <paramref name="sealEvery"/>-th and the last are sealed.</summary>
    public byte[][] Reports(int count, int sealEvery = 10) =>
        [.. Enumerable.Range(1, count).Select(index => Report(seal: index % sealEvery == 0 || index == count))];

    public byte[] Write(ReportFrame frame)
    {
        var bytes = new byte[frame.Length];
        if (frame.IsSealed)
        {
            frame.Write(bytes, 0);
            Sign(FrameKind.Report, bytes, frame.LengthBeforeSignature).CopyTo(frame.Signature, 0);
        }
        frame.Write(bytes, 0);
        return bytes;
    }

    public byte[] Status(uint unixTime)
    {
        var frame = new StatusFrame { UnixTime = unixTime, ChannelCount = 1 };
        frame.Channels[0].Role = ChannelRole.Generation;
        frame.Channels[0].Instrument = Instrument.Ina228;
        Id.CopyTo(frame.DeviceId);
        Network.CopyTo(frame.NetworkId, 0);
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        Sign(FrameKind.Status, bytes, frame.LengthBeforeSignature).CopyTo(bytes, frame.LengthBeforeSignature);
        return bytes;
    }

    /// <summary>Low-s, as the protocol wants it.</summary>
    public byte[] Sign(byte kind, byte[] bytes, int lengthBeforeSignature)
    {
        var digest = new byte[32];
        FrameSigning.Digest(kind, bytes, 0, lengthBeforeSignature, digest);
        var signature = key.SignHash(digest, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        var s = new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        return s > Order / 2 ? OtherS(signature) : signature;
    }

    /// <summary>The second signature that verifies over the same bytes: s and n - s exchanged.</summary>
    public static byte[] OtherS(ReadOnlySpan<byte> signature)
    {
        var other = Order - new BigInteger(signature[32..], isUnsigned: true, isBigEndian: true);
        var bytes = other.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. signature[..32], .. new byte[32 - bytes.Length], .. bytes];
    }

    private static void Fill(ReportChannel channel, byte role, ulong energyMilliwattHours, int watts)
    {
        channel.Role = role;
        channel.UncertaintyHundredths = 50;
        channel.EnergyMilliwattHours = energyMilliwattHours;
        channel.VoltageMillivolts = 30_000;
        channel.CurrentMilliamps = watts * 1000 / 30;
        Array.Fill(channel.MeanPowerMilliwatts, watts * 1000);
    }
}
