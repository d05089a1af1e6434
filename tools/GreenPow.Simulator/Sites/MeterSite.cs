using GreenPow.Core;
using GreenPow.Simulator.Physics;
using GreenPow.Simulator.Sensors;
using GreenPow.Simulator.Sky;
using GreenPow.Wire;

namespace GreenPow.Simulator.Sites;

/// <summary>A site with a panel: its circuit, its meter, and the truth about both.</summary>
public sealed class MeterSite(MeterPlan plan, string folder, NetworkInfo network)
    : SimulatedSite(plan.Name, "meter", plan.Sky.Place, plan.Panel, plan.Panel.Watts, new SimulatedDevice(folder, network, ChannelsOf(plan))), IMinerSwitch
{
    private readonly SiteCircuit circuit = new(new SkyOverPlace(plan.Sky), plan.Panel, plan.MinerWatts, plan.Seed);
    private readonly Feeder feeder = new(plan.FeederLossPermille);
    private bool minerOn;

    public EnergyTally Generation { get; } = new();

    public EnergyTally Mining { get; } = new();

    public EnergyTally Sent { get; } = new();

    public override int MinerWatts => plan.MinerWatts;

    void IMinerSwitch.Switch(bool on) => LetMinerRun(on);

    /// <summary>What the relay does.</summary>
    public void LetMinerRun(bool on) => minerOn = on;

    public void Boot(IClock clock, ILink link) => Device.Boot(clock, link, options =>
    {
        options.MinerOnMilliwatts = MinerOnMilliwatts;
        options.MinerOffMilliwatts = MinerOffMilliwatts;
    }, minerSwitch: this);

    /// <summary>Lets the sun shine for part of one second; returns what arrives at the storage meanwhile, in microwatts.</summary>
    public long Advance(long unixSeconds, int milliseconds)
    {
        var flow = circuit.At(unixSeconds, minerOn);
        Generation.Add(flow.GenerationMicrowatts, milliseconds);
        Mining.Add(flow.MiningMicrowatts, milliseconds);
        Sent.Add(flow.SentMicrowatts, milliseconds);
        Device.Measure(0, milliseconds, flow.BusMicrovolts, flow.GenerationMicrowatts, flow.EnclosureCelsius);
        Device.Measure(1, milliseconds, flow.BusMicrovolts, flow.MiningMicrowatts, flow.EnclosureCelsius);
        Device.Measure(2, milliseconds, flow.BusMicrovolts, flow.SentMicrowatts, flow.EnclosureCelsius);
        return feeder.ArrivingMicrowatts(flow.SentMicrowatts);
    }

    private static SensorChannel[] ChannelsOf(MeterPlan plan) =>
    [
        new(ChannelRole.Generation, plan.Panel.Watts, plan.Seed * 10),
        new(ChannelRole.MiningLoad, plan.MinerWatts + plan.MinerWatts / 5, plan.Seed * 10 + 1),
        new(ChannelRole.SentToStorage, plan.Panel.Watts, plan.Seed * 10 + 2),
    ];
}
