namespace GreenPow.Simulator.Physics;

/// <summary>The node storage: a container battery whose terminal voltage rises with its content.</summary>
public sealed class StorageBattery(long capacityMilliwattHours)
{
    private readonly EnergyTally content = new();

    public long ContentMicrojoules => content.Microjoules;

    /// <summary>Sixteen lithium iron phosphate cells: 48 V empty, 54.4 V full.</summary>
    public long BusMicrovolts => 48_000_000 + (long)(6_400_000 * Math.Min(1.0, (double)content.MilliwattHours / capacityMilliwattHours));

    public void Charge(long microwatts, int milliseconds) => content.Add(microwatts, milliseconds);

    public void Restore(long microjoules) => content.Restore(microjoules);
}
