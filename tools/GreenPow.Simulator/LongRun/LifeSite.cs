using GreenPow.Core;
using GreenPow.Simulator.Physics;
using GreenPow.Simulator.Sensors;
using GreenPow.Simulator.Sites;
using GreenPow.Simulator.Sky;

namespace GreenPow.Simulator.LongRun;

/// <summary>Sun, panel, miner and sensors of one life, and the truth about them.</summary>
public sealed class LifeSite : IMinerSwitch
{
    private readonly SensorChannel[] channels;
    private readonly SimulatedIna228[] chips;
    private readonly SiteCircuit circuit;
    private readonly long startUnixSeconds;
    private readonly long[] microwatts;
    private readonly double[] microjoules;
    private readonly long[] flowed;
    private readonly Random interference;
    private bool minerOn;
    private int failedBefore;
    private long notedAt;

    public LifeSite(LifeOptions options, Random random)
    {
        var plans = MeterPlan.Demo();
        Plan = plans[options.Seed % plans.Count];
        startUnixSeconds = options.StartUnixSeconds;
        channels = [.. options.Roles.Select((role, index) => new SensorChannel(role, Plan.Panel.Watts, 100 * options.Seed + index))];
        chips = [.. channels.Select(channel => channel.MakeChip())];
        circuit = new SiteCircuit(new SkyOverPlace(Plan.Sky), Plan.Panel, Plan.MinerWatts, options.Seed);
        Chips = new SimulatedI2cBus(chips);
        Bus = new LifeBus(Chips, random);
        Truth = new TruthLog(channels.Length);
        microwatts = new long[3];
        microjoules = new double[channels.Length];
        flowed = new long[channels.Length];
        interference = new Random(options.Seed);
    }

    public MeterPlan Plan { get; }

    public IReadOnlyList<SensorChannel> Channels => channels;

    public LifeBus Bus { get; }

    public TruthLog Truth { get; }

    /// <summary>The chips without the faults of the bus: the calibration bench is another place.</summary>
    private SimulatedI2cBus Chips { get; }

    /// <summary>Milliwatts of interference at most, on every input.</summary>
    public int NoiseMilliwatts { get; set; }

    /// <summary>Nothing comes from the panel.</summary>
    public bool IsDark { get; private set; }

    public void Switch(bool on) => minerOn = on;

    public CalibrationPoints[] Calibrate() => [.. channels.Select((channel, index) =>
        CalibrationBench.Calibrate(Chips, channel.Wiring(index), chips[index], channel.CapacityWatts, channel.Seed))];

    public IPowerMeter[] MakeMeters() => [.. channels.Select((channel, index) => (IPowerMeter)new Ina228(Bus, channel.Wiring(index)))];

    public void PowerUpSensors()
    {
        foreach (var chip in chips)
            chip.PowerUp();
    }

    /// <summary>One sensor loses its settings; what it measured since it was last read is gone.</summary>
    public void ResetSensor(int channel)
    {
        chips[channel].PowerUp();
        Bus.Failed |= 1 << channel;
    }

    public bool IsSunUp(long milliseconds) => circuit.At(startUnixSeconds + milliseconds / 1000, minerOn: false).GenerationMicrowatts > 0;

    /// <summary>Lets current flow at steady terminals for a while.</summary>
    public void Flow(long fromMilliseconds, long durationMilliseconds)
    {
        var flow = circuit.At(startUnixSeconds + fromMilliseconds / 1000, minerOn);
        IsDark = flow.GenerationMicrowatts == 0;
        (microwatts[0], microwatts[1], microwatts[2]) = (flow.GenerationMicrowatts, flow.MiningMicrowatts, flow.SentMicrowatts);
        var volts = flow.BusMicrovolts * 1e-6;
        for (var index = 0; index < channels.Length; index++)
        {
            microjoules[index] += microwatts[index] * 1e-3 * durationMilliseconds;
            // Drawn once for the whole time: it is the mean of many small disturbances.
            var noise = NoiseMilliwatts == 0 ? 0 : NoiseMilliwatts * 1e-3 * (2 * interference.NextDouble() - 1);
            chips[index].Advance(durationMilliseconds / 1000.0, volts, (microwatts[index] * 1e-6 + noise) / volts, flow.EnclosureCelsius);
        }
    }

    /// <summary>The instruments were read, or should have been.</summary>
    public void NoteTruth(long atMilliseconds, bool isLost)
    {
        for (var index = 0; index < channels.Length; index++)
        {
            flowed[index] = (long)microjoules[index];
            microjoules[index] -= flowed[index];
            if ((Bus.Dead >> index & 1) != 0)
                Truth.AddDead(index, notedAt, atMilliseconds);
        }
        // A transfer that failed may have been the restart of the sensor: then the next sample finds it stopped.
        Truth.Add(atMilliseconds, flowed, isLost ? -1 : Bus.Failed | failedBefore);
        (failedBefore, Bus.Failed, notedAt) = (Bus.Failed, 0, atMilliseconds);
    }
}
