using FsCheck;
using FsCheck.Fluent;
using GreenPow.Core;
using GreenPow.Simulator.Sensors;
using GreenPow.Wire;

namespace GreenPow.Simulator.Tests.Sensors;

/// <summary>The firmware's drivers on register-accurate chips: what they count beside what flowed.</summary>
public class MeteringTests
{
    /// <summary>Seconds that an instrument may run behind; they are never counted too much, and are too little when it stops.</summary>
    private static double SecondsBehind(byte instrument) => instrument == Instrument.Ina226 ? 14 : 0;

    public static TheoryData<byte, int> Chips
    {
        get
        {
            var data = new TheoryData<byte, int>();
            foreach (var instrument in (byte[])[Instrument.Ina228, Instrument.Ina226, Instrument.Atm90E32])
                for (var seed = 1; seed <= 8; seed++)
                    data.Add(instrument, seed);
            return data;
        }
    }

    [Theory, MemberData(nameof(Chips))]
    public void A_day_without_load_counts_nothing(byte instrument, int seed)
    {
        var bench = MeteringBench.Of(instrument, seed);
        for (var second = 0; second < 86_400; second++)
            Assert.True(bench.Step(1, 0));
        Assert.Equal(0, bench.CountedJoules);
    }

    [Theory, MemberData(nameof(Chips))]
    public void A_load_just_above_the_floor_is_counted_within_the_floor(byte instrument, int seed)
    {
        var bench = MeteringBench.Of(instrument, seed);
        var zero = bench.ZeroMilliwatts / 1000.0;
        for (var second = 0; second < 3600; second++)
            Assert.True(bench.Step(1, 2.1 * zero));
        Assert.InRange(bench.CountedJoules, 3600 * zero * 0.98, 3600 * zero * 3.2);
    }

    [Theory, MemberData(nameof(Chips))]
    public void Two_hours_under_clouds_are_within_the_class(byte instrument, int seed)
    {
        var bench = MeteringBench.Of(instrument, seed);
        var random = new Random(seed);
        for (var second = 0; second < 7200; second++)
        {
            // Sun with the shadows of clouds, and a firmware that is late by up to a second.
            var shade = Math.Sin(second / 700.0) > 0.3 ? 0.3 + 0.2 * random.NextDouble() : 0.9;
            bench.Step(1 + 0.95 * random.NextDouble(), bench.LargestWatts * shade);
        }
        Assert.Equal(0, bench.Missed);
        var allowed = Instrument.ClassUncertainty(instrument) / 10_000.0 * bench.TruthJoules + bench.ZeroMilliwatts * 14.4;
        Assert.InRange(bench.CountedJoules - bench.TruthJoules, -allowed - SecondsBehind(instrument) * bench.LargestWatts, allowed);
    }

    [Theory]
    [InlineData(Instrument.Ina228)]
    [InlineData(Instrument.Ina226)]
    [InlineData(Instrument.Atm90E32)]
    public void Whatever_flows_and_however_late_it_is_read_no_more_is_counted_than_flowed(byte instrument) =>
        Prop.ForAll(
            Gen.Zip(Gen.Choose(0, 100), Gen.Choose(1, 400)).ArrayOf(300).Zip(Gen.Choose(1, 10_000)).ToArbitrary(),
            profile =>
            {
                var (steps, seed) = profile;
                var bench = MeteringBench.Of(instrument, seed);
                double seconds = 0;
                foreach (var (percent, late) in steps)
                {
                    // A tenth of all readings is very late: up to eight seconds.
                    var elapsed = late > 360 ? late / 50.0 : 0.9 + late / 400.0;
                    seconds += elapsed;
                    bench.Step(elapsed, bench.LargestWatts * percent / 100);
                }
                var allowed = Instrument.ClassUncertainty(instrument) / 10_000.0 * bench.TruthJoules + bench.ZeroMilliwatts / 1000.0 * seconds
                    + (instrument == Instrument.Ina226 ? 3 * bench.LargestWatts : 0);
                return bench.CountedJoules <= bench.TruthJoules + allowed;
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Theory, MemberData(nameof(Chips))]
    public void A_chip_that_browns_out_loses_what_it_held_and_counts_on(byte instrument, int seed)
    {
        var bench = MeteringBench.Of(instrument, seed);
        for (var minute = 0; minute < 60; minute++)
        {
            for (var second = 0; second < 60; second++)
                bench.Step(1, bench.LargestWatts / 2);
            bench.PowerUp();
        }
        Assert.InRange(bench.Missed, 55, 120);
        var allowed = Instrument.ClassUncertainty(instrument) / 10_000.0 * bench.TruthJoules + bench.ZeroMilliwatts * 3.6;
        Assert.InRange(bench.CountedJoules, 0.5 * bench.TruthJoules, bench.TruthJoules + allowed);
    }

    [Theory]
    [InlineData(Instrument.Ina228, 1.3)]
    [InlineData(Instrument.Ina226, 1.2)]
    [InlineData(Instrument.Atm90E32, 1.3)]
    public void Power_beyond_the_range_sets_the_flag_and_power_within_does_not(byte instrument, double times)
    {
        var bench = MeteringBench.Of(instrument, 3);
        for (var second = 0; second < 30; second++)
            Assert.True(bench.Step(1, bench.LargestWatts));
        Assert.False(bench.IsClipped);
        for (var second = 0; second < 30; second++)
            bench.Step(1, bench.LargestWatts * times);
        Assert.True(bench.IsClipped);
    }

    [Fact]
    public void An_overflow_of_an_ina228_is_over_when_the_current_is_back_in_range()
    {
        // 10 A full scale; the shunt voltage of 13 A is within the narrow range, the current register is not.
        var chip = new SimulatedIna228(0.002, Ina228Errors.None, 1);
        chip.PowerUp();
        var meter = new Ina228(new SimulatedI2cBus(chip), new Ina228Options { MaximumMilliamps = 10_000 });
        Assert.True(meter.Start());
        var reading = new PowerReading();
        bool[] clipped = [.. ((double[])[9, 13, 13, 9, 9]).Select(amperes =>
        {
            chip.Advance(1, 48, amperes, 25);
            Assert.True(meter.Read(reading, 1000));
            return reading.Clipped;
        })];
        Assert.Equal([false, true, true, false, false], clipped);
        Assert.Equal(48 * 9e6, reading.EnergyMicrojoules, 48 * 9e3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_charge_register_that_goes_over_costs_one_reading_at_most(bool fromZero)
    {
        var chip = new SimulatedIna228(0.002, Ina228Errors.None, 1) { ChargeRollsToZero = fromZero };
        chip.PowerUp();
        var meter = new Ina228(new SimulatedI2cBus(chip), new Ina228Options());
        Assert.True(meter.Start());
        var (reading, missed, joules) = (new PowerReading(), 0, 0.0);
        // 20 A fill it in 2^20 s.
        for (var minute = 0; minute < 17_500; minute++)
        {
            chip.Advance(60, 48, 19.99, 25);
            if (meter.Read(reading, 60_000)) joules += reading.EnergyMicrojoules * 1e-6;
            else missed++;
        }
        Assert.Equal(fromZero ? 1 : 0, missed);
        Assert.Equal((17_500 - missed) * 60 * 48 * 19.99, joules, 1e-4 * joules);
    }

    [Fact]
    public void Clipping_of_a_chip_reaches_the_flag_of_the_report()
    {
        var chip = new SimulatedIna226(0.004, Ina226Errors.None, 1);
        chip.PowerUp();
        var meter = new Ina226(new SimulatedI2cBus(chip), new Ina226Options());
        var room = new MeterRoom([meter], [new Channel(ChannelRole.Generation, 0, false)], new SlotClock(new NoClock(), new Tuning(new MemoryFlash(), 60, 10), 6), 1000);
        room.Start(0);
        for (var second = 1; second <= 30; second++)
        {
            chip.Advance(1, second <= 15 ? 35 : 37, 1, 25);
            room.Sample(second * 1000L, false);
            while (room.NextEnded(second * 1000L) is not null)
            {
            }
            if (second == 15)
                Assert.False(room.IsClipped);
        }
        Assert.True(room.IsClipped);
    }

    [Fact]
    public void A_wire_that_turns_a_bit_in_every_hundredth_answer_loses_no_energy_of_the_mains_meter()
    {
        var chip = new SimulatedAtm90E32(Atm90E32Errors.None);
        chip.PowerUp();
        var bus = new SimulatedSpiBus(chip);
        var meter = new Atm90E32(bus, new Atm90E32Options()).Phases[0];
        Assert.True(meter.Start());
        var random = new Random(5);
        bus.Disturb = received => received[2 + random.Next(2)] ^= (byte)(random.Next(100) == 0 ? 1 << random.Next(8) : 0);
        var reading = new PowerReading();
        double joules = 0;
        var missed = 0;
        for (var second = 0; second < 20_000; second++)
        {
            chip.Advance(1, new MainsPhase(230, 5, 1150));
            if (meter.Read(reading, 1000))
                joules += reading.EnergyMicrojoules * 1e-6;
            else
                missed++;
        }
        Assert.Equal(20_000 * 1150, joules, 20_000 * 1150 * 0.002);
        Assert.InRange(missed, 1, 40);
    }

    [Fact]
    public void Phases_that_flow_against_each_other_are_both_counted_each_in_its_direction()
    {
        var chip = new SimulatedAtm90E32(Atm90E32Errors.None);
        chip.PowerUp();
        var phases = new Atm90E32(new SimulatedSpiBus(chip), new Atm90E32Options { Phases = [new(), new() { Phase = 1 }] }).Phases;
        Assert.True(phases[0].Start() && phases[1].Start());
        chip.Advance(9, new MainsPhase(230, 5, 1150), new MainsPhase(230, 5, -1150));
        var reading = new PowerReading();
        Assert.True(phases[0].Read(reading, 9000));
        Assert.Equal(1150 * 9e6, reading.EnergyMicrojoules, 11.25e6);
        Assert.Equal(5_000_000, reading.MeanMicroamps);
        Assert.True(phases[1].Read(reading, 9000));
        Assert.Equal(1150 * 9e6, reading.EnergyMicrojoules, 11.25e6);
        Assert.Equal(-5_000_000, reading.MeanMicroamps);
    }

    [Theory]
    [InlineData(0x47, 0x2000)]
    [InlineData(0x48, 0x03FF)]
    [InlineData(0x41, 0x7FFF)]
    [InlineData(0x32, 0x0000)]
    public void What_somebody_else_left_in_the_mains_meter_does_not_survive_the_start(int register, int value)
    {
        var chip = new SimulatedAtm90E32(Atm90E32Errors.None);
        chip.PowerUp();
        foreach (var (address, data) in (ReadOnlySpan<(int, int)>)[(0x7F, 0x55AA), (0x00, 1), (register, value)])
            chip.Transfer([0, (byte)address, (byte)(data >> 8), (byte)(data & 0xFF)], new byte[4]);
        var meter = new Atm90E32(new SimulatedSpiBus(chip), new Atm90E32Options()).Phases[0];
        Assert.True(meter.Start());
        chip.Advance(9, new MainsPhase(230, 5, 575));
        var reading = new PowerReading();
        Assert.True(meter.Read(reading, 9000));
        Assert.Equal(575 * 9e6, reading.EnergyMicrojoules, 11.25e6);
    }

    [Fact]
    public void The_phase_delay_of_the_application_note_makes_power_true_at_power_factor_a_half()
    {
        // A clamp that leads by 1 degree reads 3 % too much there: error x 3763.739 periods.
        var errors = Atm90E32Errors.None with { PhaseRadians = Math.PI / 180 };
        Assert.Equal(1.030, Reads(0), 0.001);
        Assert.Equal(1, Reads((int)Math.Round(0.030 * 3763.739)), 0.002);

        double Reads(int delay)
        {
            var chip = new SimulatedAtm90E32(errors);
            chip.PowerUp();
            var meter = new Atm90E32(new SimulatedSpiBus(chip), new Atm90E32Options { Phases = [new() { PhaseDelay = delay }] }).Phases[0];
            Assert.True(meter.Start());
            chip.Advance(20, new MainsPhase(230, 40, 4600));
            var reading = new PowerReading();
            Assert.True(meter.Read(reading, 20_000));
            return reading.EnergyMicrojoules / (4600 * 20e6);
        }
    }

    private sealed class NoClock : IClock
    {
        public long UtcUnixMilliseconds => 0;

        public bool IsSynchronised => false;
    }
}
