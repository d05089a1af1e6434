using System.Collections.Immutable;

namespace GreenPow.Storage;

public enum DeviceKind : byte { Meter = 1, Storage = 2 }

/// <summary>Applied and suspended devices are stored and shown; only a registered one is minted for; a revoked one is refused.</summary>
public enum DeviceState : byte { Applied = 1, Registered = 2, Suspended = 3, Revoked = 4 }

/// <summary>What the newest commissioning frame says of one channel; the index in the list is the channel's index.</summary>
/// <param name="UncertaintyHundredths">0.01 %, k = 2.</param>
/// <param name="CapacityWatts">Registered watts; reports are judged against them.</param>
/// <param name="ZeroMilliwatts">What the channel may show while nothing flows.</param>
public sealed record ChannelRegistration(byte Role, byte Instrument, int UncertaintyHundredths, int CapacityWatts, int ZeroMilliwatts);

/// <summary>One site's meter or storage as it applied and as the DAO decided: facts that live only in the catalogue.</summary>
public sealed record DeviceRecord
{
    public required DeviceId Id { get; init; }
    public required string Name { get; init; }
    public required DeviceKind Kind { get; init; }
    public DeviceState State { get; init; } = DeviceState.Applied;

    /// <summary>65 bytes: 0x04, x, y on P-256.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>8 bytes; admission has checked that they are ours.</summary>
    public required byte[] NetworkId { get; init; }

    /// <summary>Account of the owner, 20 bytes.</summary>
    public required byte[] Owner { get; init; }

    /// <summary>The site's soulbound token; null until the DAO has admitted it.</summary>
    public ulong? TokenId { get; init; }

    /// <summary>The storage's ERC-20, 20 bytes; null for meters and before admission.</summary>
    public byte[]? EnergyToken { get; init; }

    public required int CapacityWatts { get; init; }
    public int LatitudeMillidegrees { get; init; }
    public int LongitudeMillidegrees { get; init; }
    public required DateTimeOffset AppliedAt { get; init; }

    /// <summary>From here on the device is minted for; set by the DAO, possibly before <see cref="AppliedAt"/>.</summary>
    public DateTimeOffset? CommissionedAt { get; init; }

    public ImmutableArray<ChannelRegistration> Channels { get; init; } = [];

    /// <summary>For a storage: whose energy channel 0, 1, 2 ... receives.</summary>
    public ImmutableArray<DeviceId> Feeders { get; init; } = [];

    /// <summary>The frames of the application, as signed.</summary>
    public byte[] CommissioningFrame { get; init; } = [];
    public byte[] OwnershipFrame { get; init; } = [];

    /// <summary>The device whose site this one carries on, as its verified succession frame says; null for a site's first.</summary>
    public DeviceId? Follows { get; init; }

    /// <summary>The succession frame as signed; empty for a site's first.</summary>
    public byte[] SuccessionFrame { get; init; } = [];
}
