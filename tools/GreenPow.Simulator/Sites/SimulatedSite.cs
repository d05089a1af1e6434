using GreenPow.Simulator.Sky;

namespace GreenPow.Simulator.Sites;

/// <summary>A place with a device: what an application says about it.</summary>
public abstract class SimulatedSite(string name, string kind, Place place, SolarPanel? panel, int capacityWatts, SimulatedDevice device) : IDisposable
{
    public string Name { get; } = name;

    /// <summary>"meter" or "storage".</summary>
    public string Kind { get; } = kind;

    public Place Place { get; } = place;

    /// <summary>Null at a storage.</summary>
    public SolarPanel? Panel { get; } = panel;

    /// <summary>Registered watts.</summary>
    public int CapacityWatts { get; } = capacityWatts;

    public SimulatedDevice Device { get; } = device;

    /// <summary>What the attached miner draws; 0 without one.</summary>
    public virtual int MinerWatts => 0;

    /// <summary>The miner starts once the sun gives a fifth more than it draws ...</summary>
    public int MinerOnMilliwatts => MinerWatts * 1200;

    /// <summary>... and stops when it no longer carries it.</summary>
    public int MinerOffMilliwatts => MinerWatts * 1050;

    public void Dispose()
    {
        Device.Dispose();
        GC.SuppressFinalize(this);
    }
}
