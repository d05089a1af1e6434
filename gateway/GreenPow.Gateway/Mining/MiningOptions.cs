using System.ComponentModel.DataAnnotations;

namespace GreenPow.Gateway.Mining;

/// <summary>How the heartbeat is paced; configuration section "Mining".</summary>
public sealed class MiningOptions
{
    public const string Section = "Mining";

    /// <summary>Life of a job; shares are taken for two minutes more.</summary>
    [Range(60, 3600)]
    public int JobSeconds { get; set; } = 600;

    /// <summary>A new job is out this long before the old one ends: a device takes it up when its running slot is over.</summary>
    [Range(1, 600)]
    public int RenewBeforeSeconds { get; set; } = 120;

    /// <summary>A device should find about one share in this time.</summary>
    [Range(1, 3600)]
    public int ShareSeconds { get; set; } = 20;

    /// <summary>Assumed of a device that has not reported work yet: the middle of what managed code does on an ESP32.</summary>
    [Range(1, 1_000_000_000)]
    public int DefaultHashesPerSecond { get; set; } = 50;
}
