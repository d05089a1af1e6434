using GreenPow.Core;
using GreenPow.Simulator.Sensors;
using GreenPow.Wire;

namespace GreenPow.Simulator.Tests.Sensors;

/// <summary>A firmware driver on its simulated chip, fed with power by the second and read when somebody gets round to it.</summary>
internal sealed class MeteringBench
{
    private readonly Action<double, double> advance;
    private readonly PowerReading reading = new();
    private readonly Channel channel = new(ChannelRole.Generation, 0, false);

    private MeteringBench(IPowerMeter meter, uint zeroMilliwatts, double largestWatts, Action powerUp, Action<double, double> advance)
    {
        this.advance = advance;
        (Meter, LargestWatts, PowerUp) = (meter, largestWatts, powerUp);
        channel.Calibration.ZeroMilliwatts = zeroMilliwatts;
        powerUp();
        Assert.True(meter.Start());
    }

    public IPowerMeter Meter { get; }

    public double LargestWatts { get; }

    public Action PowerUp { get; }

    public uint ZeroMilliwatts => channel.Calibration.ZeroMilliwatts;

    public double TruthJoules { get; private set; }

    public bool IsClipped { get; private set; }

    public int Missed { get; private set; }

    public double CountedJoules => Microjoules * 1e-6;

    private double Microjoules { get; set; }

    public static MeteringBench Of(byte instrument, int seed) => instrument switch
    {
        Instrument.Ina228 => OfIna228(seed),
        Instrument.Ina226 => OfIna226(seed),
        _ => OfAtm90E32(seed),
    };

    /// <summary>Feeds so much power for a while, then reads.</summary>
    public bool Step(double seconds, double watts)
    {
        advance(seconds, watts);
        TruthJoules += watts * seconds;
        var milliseconds = (int)Math.Round(seconds * 1000);
        if (!Meter.Read(reading, milliseconds))
        {
            channel.SampleMissed();
            Missed++;
            return false;
        }
        IsClipped |= reading.Clipped;
        channel.Sample(reading, milliseconds);
        channel.Credit(0, milliseconds, milliseconds);
        Microjoules = channel.Counter.MilliwattHours * 3.6e6 + channel.Counter.RemainderMicrojoules;
        return true;
    }

    private static MeteringBench OfIna228(int seed)
    {
        var options = new Ina228Options { MaximumMilliamps = 20_000, ShuntMicroohms = 2000 };
        var chip = new SimulatedIna228(0.002, Ina228Errors.Drawn(seed), seed);
        return new MeteringBench(new Ina228(new SimulatedI2cBus(chip), options), options.ZeroMilliwatts, 800, chip.PowerUp,
            (seconds, watts) => chip.Advance(seconds, 51, watts / 51, 30)).Calibrated();
    }

    /// <summary>Commissioned at one load, as its class asks for: a shunt of 0.5 % alone is as much as the class.</summary>
    private MeteringBench Calibrated()
    {
        for (var second = 0; second < 100; second++)
            Step(1, LargestWatts / 2);
        channel.Calibration.GainPpm = (int)(1e6 * (TruthJoules / CountedJoules - 1));
        channel.Counter.Restore(0, 0);
        (TruthJoules, Microjoules) = (0, 0);
        return this;
    }

    private static MeteringBench OfIna226(int seed)
    {
        var options = new Ina226Options { MaximumMilliamps = 20_000, ShuntMicroohms = 4000 };
        var chip = new SimulatedIna226(0.004, Ina226Errors.Drawn(seed), seed);
        return new(new Ina226(new SimulatedI2cBus(chip), options), options.ZeroMilliwatts, 500, chip.PowerUp,
            (seconds, watts) => chip.Advance(seconds, 27, watts / 27, 30));
    }

    private static MeteringBench OfAtm90E32(int seed)
    {
        var chip = new SimulatedAtm90E32(Atm90E32Errors.Drawn(seed), 0x3F38, 0x6D39);
        var options = new Atm90E32Options { Phases = [new() { VoltageGain = 0x3F38, CurrentGain = 0x6D39 }] };
        return new(new Atm90E32(new SimulatedSpiBus(chip), options).Phases[0], Instrument.ClassZeroMilliwatts(Instrument.Atm90E32), 10_000, chip.PowerUp,
            (seconds, watts) => chip.Advance(seconds, new MainsPhase(230, Math.Abs(watts) / 230, watts)));
    }
}
