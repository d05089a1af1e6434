using GreenPow.Core;
using GreenPow.Simulator.Physics;
using GreenPow.Simulator.Sensors;
using GreenPow.Simulator.Sky;
using GreenPow.Wire;

namespace GreenPow.Simulator.Sites;

/// <summary>The node storage: one battery, one meter with a channel per feeder.</summary>
public sealed class StorageSite(IReadOnlyList<MeterPlan> feeders, string folder, NetworkInfo network)
    : SimulatedSite("valley-storage", "storage", new Place(37.469, -105.870, 2300), null, feeders.Sum(plan => plan.Panel.Watts),
        new SimulatedDevice(folder, network, ChannelsOf(feeders)))
{
    /// <summary>A container battery: months of the demo's sun fit into it.</summary>
    public const long CapacityMilliwattHours = 1_000_000_000;

    private const double ContainerCelsius = 24;

    public StorageBattery Battery { get; } = new(CapacityMilliwattHours);

    /// <summary>What arrived at the terminals, per feeder.</summary>
    public IReadOnlyList<EnergyTally> Received { get; } = [.. feeders.Select(_ => new EnergyTally())];

    public void Boot(IClock clock, ILink link) => Device.Boot(clock, link, _ => { }, minerSwitch: null);

    public void Advance(int milliseconds, ReadOnlySpan<long> arrivingMicrowatts)
    {
        var busMicrovolts = Battery.BusMicrovolts;
        for (var feeder = 0; feeder < arrivingMicrowatts.Length; feeder++)
        {
            Received[feeder].Add(arrivingMicrowatts[feeder], milliseconds);
            Battery.Charge(arrivingMicrowatts[feeder], milliseconds);
            Device.Measure(feeder, milliseconds, busMicrovolts, arrivingMicrowatts[feeder], ContainerCelsius);
        }
    }

    private static SensorChannel[] ChannelsOf(IReadOnlyList<MeterPlan> feeders) =>
        [.. feeders.Select((plan, index) => new SensorChannel(ChannelRole.StorageReceived, plan.Panel.Watts, 510 + index))];
}
