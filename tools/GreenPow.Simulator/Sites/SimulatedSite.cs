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

    public void Dispose()
    {
        Device.Dispose();
        GC.SuppressFinalize(this);
    }
}
