using GreenPow.Wire;

namespace GreenPow.Simulator.LongRun;

/// <summary>One simulated life; everything that chance decides follows from the seed.</summary>
public sealed record LifeOptions
{
    public int Seed { get; init; } = 1;

    public int Days { get; init; } = 14;

    /// <summary>First second of the life, UTC.</summary>
    public long StartUnixSeconds { get; init; } = 1_798_761_600; // 2027-01-01

    /// <summary>1 to 3 channels: generation, mining load, sent to a storage.</summary>
    public int Channels { get; init; } = 2;

    /// <summary>As in <c>GreenPow.Core.SignerKind</c>: a secure element seals each report.</summary>
    public byte SignerKind { get; init; } = Core.SignerKind.Managed;

    /// <summary>False: mains-fed, awake at night too.</summary>
    public bool SleepsAtNight { get; init; } = true;

    /// <summary>The volume for files; a write beyond it is refused.</summary>
    public int FlashBytes { get; init; } = 8 * 1024 * 1024;

    public int SpoolCapacityBytes { get; init; } = 6 * 1024 * 1024;

    public int SpoolFileBytes { get; init; } = 32 * 1024;

    /// <summary>Longest time between two steps of the firmware, 1,000 to 20,000 ms; instruments integrate meanwhile.</summary>
    public int LongestStepMilliseconds { get; init; } = 10_000;

    /// <summary>How many times as often as in an ordinary year trouble comes; 0 = a quiet life.</summary>
    public double TroubleRate { get; init; } = 1;

    /// <summary>Only this kind of trouble; null = every kind.</summary>
    public LifeTrouble? Only { get; init; }

    /// <summary>What the benchmark lives, and every test that names no more than a seed: by turns all sizes of board.</summary>
    public static LifeOptions Of(int seed, int days)
    {
        var small = seed % 2 == 0;
        return new LifeOptions
        {
            Seed = seed,
            Days = days,
            Channels = 1 + seed % 3,
            SignerKind = seed % 5 == 0 ? Core.SignerKind.SecureElement : Core.SignerKind.Managed,
            SleepsAtNight = seed % 7 != 0,
            FlashBytes = small ? 256 * 1024 : 8 * 1024 * 1024,
            SpoolCapacityBytes = small ? 192 * 1024 : 6 * 1024 * 1024,
            SpoolFileBytes = small ? 16 * 1024 : 32 * 1024,
            // A life of days has as many kinds of trouble as one of a year.
            TroubleRate = Math.Clamp(365.0 / days / 2, 1, 15),
        };
    }

    internal byte[] Roles => [.. new[] { ChannelRole.Generation, ChannelRole.MiningLoad, ChannelRole.SentToStorage }.Take(Channels)];
}
