using System.Security.Cryptography;
using GreenPow.Gateway.Metering;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Minting;

/// <summary>A site with its own key that applies, and then reports as many minutes of even power as a test wants.</summary>
internal sealed class SimulatedSite
{
    private const int ReportsPerSeal = 10;
    private const int FramesPerPayload = 20;

    private readonly byte[] _privateKey = new byte[32];
    private readonly byte[] _publicKey = new byte[65];
    private readonly byte[] _roles;
    private readonly byte[] _previous = new byte[32];
    private readonly ulong[] _counters;
    private ulong _sequence;

    /// <param name="number">1, 2, 3 ...: the key and the name follow from it.</param>
    public SimulatedSite(int number, DeviceKind kind, params byte[] roles)
    {
        _privateKey[31] = (byte)number;
        P256.PublicKey(_privateKey, _publicKey);
        (Number, Kind, _roles, _counters) = (number, kind, roles, new ulong[roles.Length]);
        Id = DeviceId.OfPublicKey(_publicKey);
    }

    public int Number { get; }

    public DeviceKind Kind { get; }

    public DeviceId Id { get; }

    /// <summary>Off: what is left of ten reports at the end waits for its seal.</summary>
    public bool SealsLast { get; set; } = true;

    /// <summary>Of every report from now on, the seal apart.</summary>
    public ushort Flags { get; set; }

    public DeviceRecord Application(NetworkIdentity network, byte[] owner, DateTimeOffset appliedAt, params DeviceId[] feeders)
    {
        Identity.Genesis(network.NetworkId, Id.ToArray(), _previous);
        var ownership = new OwnershipFrame { ChainId = network.ChainId, Nonce = 1 };
        Id.CopyTo(ownership.DeviceId);
        network.Registry.CopyTo(ownership.Registry, 0);
        owner.CopyTo(ownership.Owner, 0);
        var frame = new byte[OwnershipFrame.TotalLength];
        ownership.Write(frame, 0);
        Sign(FrameKind.Ownership, frame, OwnershipFrame.FixedLength, ownership.Signature);
        ownership.Write(frame, 0);
        return new()
        {
            Id = Id, Name = $"Site {Number}", Kind = Kind, PublicKey = _publicKey, NetworkId = network.NetworkId, Owner = owner, CapacityWatts = 500,
            AppliedAt = appliedAt, Channels = [.. _roles.Select(role => new ChannelRegistration(role, Instrument.Ina228, 50, 500, 20))],
            Feeders = [.. feeders], OwnershipFrame = frame,
        };
    }

    /// <summary>Reports one minute each up to <paramref name="end"/>; every tenth is sealed, and the last unless <see cref="SealsLast"/> is off.</summary>
    /// <param name="milliwattHours">Per minute and channel.</param>
    public async Task ReportAsync(Ingest ingest, long end, int minutes, params long[] milliwattHours)
    {
        var payload = new List<byte>();
        for (var minute = 1; minute <= minutes; minute++)
        {
            for (var channel = 0; channel < _counters.Length; channel++) _counters[channel] += (ulong)milliwattHours[channel];
            var bytes = Frame(end - (minutes - minute + 1) * 60L, isSealed: minute % ReportsPerSeal == 0 || SealsLast && minute == minutes);
            payload.AddRange([(byte)bytes.Length, (byte)(bytes.Length >> 8), .. bytes]);
            if (minute % FramesPerPayload != 0 && minute != minutes) continue;
            var result = await ingest.SubmitReportsAsync(Id, payload.ToArray(), DateTimeOffset.UtcNow, CancellationToken.None);
            Assert.Equal(0, result.Refused);
            payload.Clear();
        }
    }

    private byte[] Frame(long slotStart, bool isSealed)
    {
        var frame = new ReportFrame
        {
            Sequence = ++_sequence, SlotStart = (uint)slotStart, SlotSeconds = 60, BootCount = 1, ChannelCount = (byte)_roles.Length,
            Flags = (ushort)(Flags | (isSealed ? ReportFlags.Sealed : 0)),
        };
        Id.CopyTo(frame.DeviceId);
        _previous.CopyTo(frame.Previous, 0);
        for (var channel = 0; channel < _roles.Length; channel++)
        {
            frame.Channels[channel].Role = _roles[channel];
            frame.Channels[channel].UncertaintyHundredths = 50;
            frame.Channels[channel].EnergyMilliwattHours = _counters[channel];
        }
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        if (isSealed)
        {
            Sign(FrameKind.Report, bytes, frame.LengthBeforeSignature, frame.Signature);
            frame.Write(bytes, 0);
        }
        SHA256.HashData(bytes, _previous);
        return bytes;
    }

    private void Sign(byte kind, byte[] frame, int lengthBeforeSignature, byte[] signature)
    {
        var digest = new byte[32];
        FrameSigning.Digest(kind, frame, 0, lengthBeforeSignature, digest);
        Assert.True(P256.Sign(_privateKey, digest, signature, 0));
    }
}
