using GreenPow.Simulator.Sky;

namespace GreenPow.Simulator.Physics;

/// <summary>The 51 V direct-current bus of one site: panel and charge controller feed it, the miner and the feeder to the storage draw from it.</summary>
/// <remarks>The meter's own half watt comes from its own little cell, so nothing leaves the bus unmeasured.</remarks>
public sealed class SiteCircuit(SkyOverPlace sky, SolarPanel panel, int minerWatts, int seed)
{
    /// <summary>Sunlight is computed at these steps and runs straight between them.</summary>
    private const int SkyStepSeconds = 10;

    /// <summary>The charge controller sleeps below this.</summary>
    private const long WakeMicrowatts = 2_000_000;

    private long nodeStart = long.MinValue;
    private double nodePower;
    private double nextNodePower;
    private double enclosureCelsius;

    public BusFlow At(long unixSeconds, bool minerOn)
    {
        var available = (long)(AvailableWatts(unixSeconds) * 1e6);
        var generation = available >= WakeMicrowatts ? available : 0;
        // A mining board follows its power limit, and its draw swings by 3 % from second to second.
        var appetite = (long)(minerWatts * 1e6 * (1 + 0.03 * Flicker.At(seed, unixSeconds)));
        var mining = minerOn ? Math.Min(appetite, generation) : 0;
        var volts = 50.4 + 2.2 * generation / (panel.Watts * 1e6) + 0.02 * Flicker.At(seed + 1, unixSeconds);
        return new BusFlow((long)(volts * 1e6), generation, mining, generation - mining, available - generation, enclosureCelsius);
    }

    private double AvailableWatts(long unixSeconds)
    {
        var node = unixSeconds - unixSeconds % SkyStepSeconds;
        if (node != nodeStart)
        {
            nodePower = node == nodeStart + SkyStepSeconds ? nextNodePower : panel.PowerWatts(sky, node);
            nextNodePower = panel.PowerWatts(sky, node + SkyStepSeconds);
            nodeStart = node;
            // A box in the sun is up to 12 degrees warmer than the air.
            var (_, light, air) = sky.At(node);
            enclosureCelsius = air + 12 * light.GlobalHorizontal / 1000;
        }
        return nodePower + (nextNodePower - nodePower) * (unixSeconds - node) / SkyStepSeconds;
    }
}
