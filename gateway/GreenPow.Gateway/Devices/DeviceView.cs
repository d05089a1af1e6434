using System.Collections.Immutable;
using GreenPow.Dao;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>A device as API and pages tell of it: what it is, and what is known of it now. Null is "not known", never zero.</summary>
/// <param name="Kind">"meter" or "storage".</param>
/// <param name="State">"applied", "registered", "suspended" or "revoked".</param>
/// <param name="LatitudeDegrees">To one decimal, as strangers may see it.</param>
/// <param name="PowerMilliwatts">Mean over the newest slot: generation of a meter, received of a storage from all its feeders.</param>
public record DeviceView(
    string DeviceId, string Name, string Kind, string State, ulong? TokenId, string Owner, int CapacityWatts,
    double LatitudeDegrees, double LongitudeDegrees, long? CommissionedAtUnixSeconds, long AppliedAtUnixSeconds,
    long? LastSeenUnixSeconds, ulong SealedSequence, ulong NewestSequence, long? SealedUpToUnixSeconds,
    long? PowerMilliwatts, long? EnergyTodayMilliwattHours, long? EnergyTotalMilliwattHours,
    long? HashesPerSecond, long SharesLastHour)
{
    /// <summary>Its newest report says that mining was held back: too little surplus, the schedule, or a command.</summary>
    public bool IsMiningPaused { get; init; }

    public static DeviceView Of(DeviceRecord device, DeviceStatus status) => new(
        device.Id.ToString(), device.Name, device.Kind == DeviceKind.Meter ? "meter" : "storage", StateName(device.State), device.TokenId,
        Address.FromBytes(device.Owner).ToString(), device.CapacityWatts,
        OneDecimal(device.LatitudeMillidegrees), OneDecimal(device.LongitudeMillidegrees),
        device.CommissionedAt?.ToUnixTimeSeconds(), device.AppliedAt.ToUnixTimeSeconds(),
        status.LastSeenUnixSeconds, status.SealedSequence, status.NewestSequence, status.SealedUpToUnixSeconds,
        status.PowerMilliwatts, status.EnergyTodayMilliwattHours, status.EnergyTotalMilliwattHours,
        status.HashesPerSecond, status.SharesLastHour) { IsMiningPaused = status.IsMiningPaused };

    public static string StateName(DeviceState state) => state switch
    {
        DeviceState.Applied => "applied",
        DeviceState.Registered => "registered",
        DeviceState.Suspended => "suspended",
        DeviceState.Revoked => "revoked",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no such device state"),
    };

    private static double OneDecimal(int millidegrees) => Math.Round(millidegrees / 1000.0, 1);
}

/// <summary>One device with what a stranger needs to check its frames.</summary>
public sealed record DeviceDetail : DeviceView
{
    private DeviceDetail(DeviceView view) : base(view) { }

    /// <summary>65 bytes in hex, uncompressed P-256 point; the deviceId is the first half of its SHA-256.</summary>
    public required string PublicKey { get; init; }

    /// <summary>8 bytes in hex; the genesis of its hash chain is made from it.</summary>
    public required string NetworkId { get; init; }

    public required ImmutableArray<ChannelView> Channels { get; init; }

    /// <summary>For a storage: the devices whose energy channel 0, 1, 2 ... receives.</summary>
    public required ImmutableArray<string> Feeders { get; init; }

    /// <summary>What it last said of itself; null before its first status frame.</summary>
    public required DeviceCondition? Condition { get; init; }

    public static DeviceDetail Of(DeviceRecord device, DeviceStatus status, DeviceCondition? condition) => new(DeviceView.Of(device, status))
    {
        Condition = condition,
        PublicKey = Convert.ToHexStringLower(device.PublicKey),
        NetworkId = Convert.ToHexStringLower(device.NetworkId),
        Channels = ChannelView.Of(device, status),
        Feeders = [.. device.Feeders.Select(feeder => feeder.ToString())],
    };
}

/// <summary>One channel of a device: its newest sealed counter.</summary>
/// <param name="Instrument">As in the status frame: 1 INA228, 2 INA226, 3 ATM90E32, 4 ADS1115, 5 ESP32 ADC.</param>
/// <param name="UncertaintyHundredths">0.01 %, k = 2.</param>
/// <param name="ZeroMilliwatts">What it may count with nothing flowing, by its commissioning record; never taken below the instrument's class.</param>
public sealed record ChannelView(
    int Index, string Role, byte Instrument, long? EnergyMilliwattHours, int UncertaintyHundredths, long ZeroMilliwatts, int CapacityWatts)
{
    public static ImmutableArray<ChannelView> Of(DeviceRecord device, DeviceStatus status) =>
    [
        .. device.Channels.Select((channel, index) =>
        {
            ChannelCounter? counter = index < status.Channels.Length ? status.Channels[index] : null;
            return new ChannelView(index, RoleName(channel.Role), channel.Instrument, counter?.EnergyMilliwattHours,
                counter?.UncertaintyHundredths ?? channel.UncertaintyHundredths, channel.ZeroMilliwatts, channel.CapacityWatts);
        }),
    ];

    /// <summary>A channel's role in the words of the glossary.</summary>
    public static string RoleName(byte role) => role switch
    {
        ChannelRole.Generation => "generation",
        ChannelRole.MiningLoad => "mining load",
        ChannelRole.OtherLoad => "other load",
        ChannelRole.BatteryCharge => "battery charge",
        ChannelRole.BatteryDischarge => "battery discharge",
        ChannelRole.SentToStorage => "sent to storage",
        ChannelRole.ReceivedFromStorage => "received from storage",
        ChannelRole.StorageReceived => "storage received",
        ChannelRole.StorageDelivered => "storage delivered",
        ChannelRole.GridImport => "grid import",
        ChannelRole.GridExport => "grid export",
        _ => $"role {role}",
    };
}
