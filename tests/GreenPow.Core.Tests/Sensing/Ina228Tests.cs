using GreenPow.Core;

namespace GreenPow.Core.Tests;

public class Ina228Tests
{
    private const int FortyEightVolts = 245_760;

    /// <summary>In charge steps at 20 A full scale.</summary>
    private const int AmpereSecond = (1 << 19) / 20;

    private readonly FakeIna228 _chip = new();
    private readonly PowerReading _reading = new();

    private Ina228 Started(int maximumMilliamps = 10_000, int shuntMicroohms = 16_200)
    {
        Ina228 meter = new(_chip, new Ina228Options { MaximumMilliamps = maximumMilliamps, ShuntMicroohms = shuntMicroohms });
        Assert.True(meter.Start());
        return meter;
    }

    [Fact]
    public void The_datasheets_design_example_gives_its_shunt_calibration()
    {
        // SLYS021, section 8.2.2.2: 10 A, 16.2 mohm: CURRENT_LSB = 19.0735 uA, SHUNT_CAL = 4050 = 0xFD2.
        Started();
        Assert.Equal(0x0FD2, _chip.Setting(Ina228Register.ShuntCal));
        Assert.Equal(0, _chip.Setting(Ina228Register.Config));
    }

    [Fact]
    public void A_small_shunt_voltage_takes_the_narrow_range_and_four_times_the_calibration()
    {
        Started(20_000, 2_000);
        Assert.Equal(4000, _chip.Setting(Ina228Register.ShuntCal));
        Assert.Equal(0x0010, _chip.Setting(Ina228Register.Config));
    }

    [Fact]
    public void Six_amperes_at_48_volts_on_that_design_read_back_as_such()
    {
        // 48 V / 195.3125 uV, 6 A / 19.0735 uA, 288 J / 976.56 uJ, 6 C / 19.0735 uC.
        Ina228 meter = Started();
        _chip.VBusSteps = 245_760;
        _chip.CurrentSteps = 314_572;
        _chip.Energy = 294_913;
        _chip.Charge = 314_572;
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal(48_000, _reading.Millivolts);
        Assert.InRange(_reading.EnergyMicrojoules, 288_000_000 - 1000, 288_000_000 + 1000);
        Assert.InRange(_reading.MeanMicroamps, 5_999_900, 6_000_000);
        Assert.False(_reading.Clipped);
    }

    [Fact]
    public void An_hour_of_energy_second_by_second_is_the_hours_energy()
    {
        Ina228 meter = Started(20_000, 2_000);
        _chip.VBusSteps = FortyEightVolts;
        long total = 0;
        for (int second = 0; second < 3600; second++)
        {
            _chip.Energy += 1_234_567 / 7;
            _chip.Charge += AmpereSecond * 8;
            Assert.True(meter.Read(_reading, 1000));
            total += _reading.EnergyMicrojoules;
        }

        // 1 step = 20,000 mA x 25/256 uJ = 1953.125 uJ; no rounding may pile up.
        Assert.Equal((long)(3600m * (1_234_567 / 7) * 1953.125m), total);
    }

    [Fact]
    public void The_energy_register_may_wrap_at_forty_bits()
    {
        Ina228 meter = Started(20_000, 2_000);
        _chip.VBusSteps = FortyEightVolts;
        ulong steps = 0;
        while (steps < (1ul << 40) - 256)
        {
            steps = Math.Min(steps + 45_000_000, (1ul << 40) - 256);
            _chip.Energy = steps;
            _chip.Charge += AmpereSecond * 1900;
            Assert.True(meter.Read(_reading, 100_000));
        }

        _chip.Energy += 512;
        _chip.Charge += AmpereSecond;
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal(1_000_000, _reading.EnergyMicrojoules);
    }

    [Fact]
    public void Current_that_flows_back_reads_negative()
    {
        Ina228 meter = Started(20_000, 2_000);
        _chip.Charge = -52_429;
        _chip.CurrentSteps = -52_429;
        Assert.True(meter.Read(_reading, 1000));
        Assert.InRange(_reading.MeanMicroamps, -2_000_100, -1_999_900);
    }

    [Fact]
    public void A_current_at_the_end_of_the_range_is_clipped()
    {
        Ina228 meter = Started();
        _chip.CurrentSteps = 0x7FFFF;
        Assert.True(meter.Read(_reading, 1000));
        Assert.True(_reading.Clipped);
        _chip.CurrentSteps = 0x7FF00;
        _chip.Diagnosis |= Ina228Register.MathOverflow;
        Assert.True(meter.Read(_reading, 1000));
        Assert.True(_reading.Clipped);
    }

    [Fact]
    public void An_overflow_is_told_once_empties_the_accumulators_and_counts_on()
    {
        Ina228 meter = Started(20_000, 2_000);
        (_chip.VBusSteps, _chip.Energy, _chip.Charge) = (FortyEightVolts, 256, AmpereSecond);
        _chip.Diagnosis |= Ina228Register.MathOverflow;
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal((500_000, true), (_reading.EnergyMicrojoules, _reading.Clipped));
        Assert.Equal((2, 0ul, 0x0010), (_chip.Resets, _chip.Energy, _chip.Setting(Ina228Register.Config)));
        (_chip.Energy, _chip.Charge) = (512, AmpereSecond);
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal((1_000_000, false), (_reading.EnergyMicrojoules, _reading.Clipped));
        Assert.Equal(2, _chip.Resets);
    }

    [Fact]
    public void Starting_latches_the_flag_of_a_finished_conversion()
    {
        Started();
        Assert.Equal(0x8001, _chip.Setting(Ina228Register.DiagAlert));
    }

    [Fact]
    public void A_chip_whose_flags_are_no_longer_latched_is_set_up_again()
    {
        Ina228 meter = Started();
        Assert.True(_chip.Write(0x40, Ina228Register.DiagAlert, [0x00, 0x01], 0, 2));
        Assert.False(meter.Read(_reading, 1000));
        Assert.Equal(0x8001, _chip.Setting(Ina228Register.DiagAlert));
        Assert.True(meter.Read(_reading, 1000));
    }

    [Theory]
    [InlineData(588_501)]
    [InlineData(-588_501)]
    [InlineData(-(1L << 39))]
    [InlineData((1L << 39) - 1)]
    public void A_charge_that_no_current_makes_loses_one_reading(long steps)
    {
        // Full scale is 524,288 steps a second; 588,500 allow for the oscillator and a late reading. At 2^39 the register may begin at zero.
        Ina228 meter = Started(100_000, 1_000);
        _chip.VBusSteps = Ina228Options.FullScaleBusSteps;
        _chip.Charge = steps;
        Assert.False(meter.Read(_reading, 1000));
        _chip.Charge += 588_500;
        Assert.True(meter.Read(_reading, 1000));
        Assert.InRange(_reading.MeanMicroamps, 112_000_000, 112_300_000);
    }

    [Fact]
    public void A_chip_that_lost_power_counts_nothing_and_is_set_up_again()
    {
        Ina228 meter = Started();
        _chip.Energy = 1_000_000;
        Assert.True(meter.Read(_reading, 1000));
        _chip.LosePower();
        _chip.Energy = 5_000;
        Assert.False(meter.Read(_reading, 1000));
        Assert.Equal(0x0FD2, _chip.Setting(Ina228Register.ShuntCal));
        _chip.Energy += 256;
        _chip.Charge += AmpereSecond;
        _chip.VBusSteps = FortyEightVolts;
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal(250_000, _reading.EnergyMicrojoules);
    }

    [Fact]
    public void An_accumulator_that_was_emptied_is_no_energy()
    {
        Ina228 meter = Started();
        _chip.Energy = 1_000_000;
        Assert.True(meter.Read(_reading, 1000));
        _chip.Energy = 10;
        Assert.False(meter.Read(_reading, 1000));
    }

    [Fact]
    public void A_silent_bus_reads_nothing_and_the_meter_comes_back_by_itself()
    {
        Ina228 meter = Started();
        _chip.IsSilent = true;
        Assert.False(meter.Read(_reading, 1000));
        _chip.IsSilent = false;
        Assert.False(meter.Read(_reading, 1000));
        Assert.True(meter.Read(_reading, 1000));
    }

    [Theory]
    [InlineData(50, 2000)]
    [InlineData(20_000, 5)]
    [InlineData(20_000, 10_000)]
    public void A_wiring_that_the_chip_cannot_measure_is_refused(int maximumMilliamps, int shuntMicroohms)
    {
        Ina228Options options = new() { MaximumMilliamps = maximumMilliamps, ShuntMicroohms = shuntMicroohms };
        Assert.Throws<ArgumentException>(() => new Ina228(_chip, options));
    }

    [Fact]
    public void What_swings_to_and_fro_within_a_second_is_not_counted_twice()
    {
        // 10 A forth for 0.51 s and back for 0.49 s at 48 V: 480 J by magnitude, 9.6 J one way.
        Ina228 meter = Started(20_000, 2_000);
        _chip.VBusSteps = FortyEightVolts;
        _chip.Energy += 245_760;
        _chip.Charge += AmpereSecond / 5;
        Assert.True(meter.Read(_reading, 1000));
        Assert.InRange(_reading.EnergyMicrojoules, 9_600_000, 9_800_000);
    }

    [Fact]
    public void The_direction_of_a_swing_is_that_of_its_charge()
    {
        Ina228 meter = Started(20_000, 2_000);
        _chip.VBusSteps = FortyEightVolts;
        _chip.Energy += 245_760;
        _chip.Charge -= AmpereSecond / 5;
        Assert.True(meter.Read(_reading, 1000));
        Assert.True(_reading.MeanMicroamps < 0);
        Assert.InRange(_reading.EnergyMicrojoules, 9_600_000, 9_800_000);
    }

    [Fact]
    public void A_bus_below_nothing_is_nothing()
    {
        // An offset of one step downwards is 0xFFFFF, not 204.8 V.
        Ina228 meter = Started();
        _chip.VBusSteps = -1;
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal(0, _reading.Millivolts);
        Assert.False(_reading.Clipped);
    }

    [Fact]
    public void A_bus_above_85_volts_is_clipped()
    {
        Ina228 meter = Started();
        _chip.VBusSteps = Ina228Options.FullScaleBusSteps;
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal((85_000, false), (_reading.Millivolts, _reading.Clipped));
        _chip.VBusSteps++;
        Assert.True(meter.Read(_reading, 1000));
        Assert.True(_reading.Clipped);
    }

    [Fact]
    public void A_chip_that_stopped_converting_says_nothing()
    {
        Ina228 meter = Started();
        _chip.Diagnosis &= ~Ina228Register.ConversionReady;
        Assert.True(meter.Read(_reading, 5));
        Assert.False(meter.Read(_reading, 1000));
    }

    [Fact]
    public void A_chip_whose_trim_memory_is_damaged_says_nothing()
    {
        Ina228 meter = Started();
        _chip.Diagnosis &= ~Ina228Register.MemoryIsSound;
        Assert.False(meter.Read(_reading, 1000));
    }

    [Fact]
    public void A_shunt_with_a_coefficient_is_compensated_by_the_chip()
    {
        Ina228 meter = new(_chip, new Ina228Options { MaximumMilliamps = 10_000, ShuntMicroohms = 16_200, ShuntPpmPerKelvin = 75 });
        Assert.True(meter.Start());
        Assert.Equal((0x0020, 75), (_chip.Setting(Ina228Register.Config), _chip.Setting(Ina228Register.ShuntTempCo)));
    }

    [Theory]
    [InlineData(10_000, 20)]
    [InlineData(2_000, 43)]
    [InlineData(500, 170)]
    public void A_small_shunt_makes_more_of_the_chips_offset(int shuntMicroohms, uint milliwatts)
    {
        // 1 uV over 2 milliohm is 0.5 mA, at 85 V 42.5 mW.
        Assert.Equal(milliwatts, new Ina228Options { ShuntMicroohms = shuntMicroohms }.ZeroMilliwatts);
    }
}
