using System.Security.Cryptography;
using GreenPow.Gateway.Tests.Metering;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Hostile;

/// <summary>A site whose owner has the device key: its reports say what a test makes them say, chained and signed as they should be.</summary>
internal sealed class HostileSite
{
    private readonly TestMeter signer = new();

    /// <param name="number">Its token; the owner's account follows from it.</param>
    public HostileSite(ulong number, DeviceKind kind, params byte[] roles)
    {
        (Number, Kind, Roles, Counters, Previous) = (number, kind, roles, new ulong[roles.Length], new byte[32]);
        Identity.Genesis(TestMeter.Network, Id.ToArray(), Previous);
    }

    public ulong Number { get; }
    public DeviceKind Kind { get; }
    public byte[] Roles { get; }
    public DeviceId Id => signer.Id;
    public ulong[] Counters { get; set; }
    public byte[] Previous { get; set; }
    public ulong Sequence { get; set; }

    /// <summary>Unix seconds.</summary>
    public uint NextSlotStart { get; set; } = HostileWorld.Begin;

    /// <summary>Of each channel, as commissioned.</summary>
    public byte CommissionedInstrument { get; init; } = Instrument.Ina228;

    public byte[] CommissioningFrame { get; init; } = [];

    public DeviceRecord Record => signer.Record with
    {
        Name = $"Site {Number}", Kind = Kind, TokenId = Number, Owner = [.. new byte[19], (byte)Number], CapacityWatts = 500, CommissioningFrame = CommissioningFrame,
        AppliedAt = DateTimeOffset.FromUnixTimeSeconds(HostileWorld.Begin), CommissionedAt = DateTimeOffset.FromUnixTimeSeconds(HostileWorld.Begin),
        Channels = [.. Roles.Select(role => new ChannelRegistration(role, CommissionedInstrument, 50, 500, 20))],
    };

    /// <summary>The next report.</summary>
    /// <param name="milliwattHours">What each channel counts in it.</param>
    /// <param name="change">Bends the frame before it is hashed and sealed.</param>
    public byte[] Report(bool seal, long[] milliwattHours, Action<ReportFrame>? change = null)
    {
        var frame = new ReportFrame
        {
            Sequence = Sequence + 1, SlotStart = NextSlotStart, SlotSeconds = 60, BootCount = 1, ChannelCount = (byte)Roles.Length,
            Flags = seal ? ReportFlags.Sealed : (ushort)0,
        };
        Id.CopyTo(frame.DeviceId);
        Previous.CopyTo(frame.Previous, 0);
        for (var channel = 0; channel < Roles.Length; channel++)
        {
            frame.Channels[channel].Role = Roles[channel];
            frame.Channels[channel].UncertaintyHundredths = 50;
            frame.Channels[channel].EnergyMilliwattHours = Counters[channel] + (ulong)milliwattHours[channel];
        }
        change?.Invoke(frame);
        var bytes = signer.Write(frame);
        Previous = SHA256.HashData(bytes);
        (Sequence, NextSlotStart) = (frame.Sequence, frame.SlotStart + frame.SlotSeconds);
        for (var channel = 0; channel < Roles.Length; channel++) Counters[channel] = frame.Channels[channel].EnergyMilliwattHours;
        return bytes;
    }

    /// <summary>Even reports, each tenth and the last sealed.</summary>
    public byte[][] Reports(int count, long[] milliwattHours, Action<ReportFrame>? change = null) =>
        [.. Enumerable.Range(1, count).Select(index => Report(index % 10 == 0 || index == count, milliwattHours, change))];
}
