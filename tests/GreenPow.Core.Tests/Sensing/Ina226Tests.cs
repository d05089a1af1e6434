using GreenPow.Core;

namespace GreenPow.Core.Tests;

/// <summary>The data sheet's example (SBOS547B, section 7.5): 2 milliohm, CURRENT_LSB 1 mA, 10 A at 11.98 V are 119.8 W.</summary>
public class Ina226Tests
{
    private const byte Chip = 0x40;
    private readonly RegisterBus _bus = new();
    private readonly PowerReading _reading = new();

    public Ina226Tests()
    {
        (_bus[Chip, Ina226Register.ManufacturerId], _bus[Chip, Ina226Register.DieId]) = (0x5449, 0x2260);
        _bus[Chip, Ina226Register.MaskEnable] = 0;
        // Reading MASK/ENABLE clears CVRF.
        _bus.WasRead = register =>
        {
            if (register == Ina226Register.MaskEnable) _bus[Chip, Ina226Register.MaskEnable] &= ~Ina226Register.ConversionReady;
        };
    }

    private Ina226 Started()
    {
        Ina226 meter = new(_bus, new Ina226Options { MaximumMilliamps = 32_768, ShuntMicroohms = 2000 });
        Assert.True(meter.Start());
        _bus.Log.Clear();
        return meter;
    }

    private void Convert(int shunt = 8000, int bus = 9584, int power = 4792, int current = 10_000, int flags = 0)
    {
        (_bus[Chip, Ina226Register.ShuntVoltage], _bus[Chip, Ina226Register.BusVoltage]) = (shunt, bus);
        (_bus[Chip, Ina226Register.Power], _bus[Chip, Ina226Register.Current]) = (power, current);
        _bus[Chip, Ina226Register.MaskEnable] = Ina226Register.ConversionReady | flags;
    }

    /// <summary>Reads once a second; a conversion is there at each given second.</summary>
    private long Run(Ina226 meter, int seconds, Func<int, bool> isReady)
    {
        long total = 0;
        for (int second = 0; second < seconds; second++)
        {
            if (isReady(second)) Convert();
            Assert.True(meter.Read(_reading, 1000));
            total += _reading.EnergyMicrojoules;
        }

        return total;
    }

    [Fact]
    public void Starting_writes_calibration_mask_and_1024_averages_of_1_1_ms()
    {
        Ina226 meter = new(_bus, new Ina226Options { MaximumMilliamps = 32_768, ShuntMicroohms = 2000 });
        Assert.True(meter.Start());
        Assert.Equal(["40 FE?5449", "40 FF?2260", "40 05=0A00", "40 06=0000", "40 00=4F27"], _bus.Log);
    }

    [Fact]
    public void A_finished_conversion_is_read_behind_its_flag_and_its_settings()
    {
        Ina226 meter = Started();
        Convert();
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal(
            ["40 06?0008", "40 00?4F27", "40 05?0A00", "40 01?1F40", "40 02?2570", "40 03?12B8", "40 04?2710"], _bus.Log);
        Assert.Equal(11_980, _reading.Millivolts);
    }

    [Fact]
    public void Without_a_new_conversion_only_the_flag_is_read()
    {
        Ina226 meter = Started();
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal(["40 06?0000"], _bus.Log);
        Assert.Equal(0, _reading.EnergyMicrojoules);
    }

    [Fact]
    public void Minutes_of_119_8_watts_are_their_joules_but_for_the_seconds_that_it_runs_behind()
    {
        // 2.25 s a conversion: 4 in 9 s.
        long total = Run(Started(), 1800, second => second * 4 / 9 != (second + 1) * 4 / 9);
        Assert.InRange(total, 1790 * 119_800_000L, 1800 * 119_800_000L);
    }

    [Fact]
    public void Power_never_arrives_in_lumps()
    {
        Ina226 meter = Started();
        Run(meter, 300, second => second * 4 / 9 != (second + 1) * 4 / 9);
        for (int second = 300; second < 400; second++)
        {
            if (second * 4 / 9 != (second + 1) * 4 / 9) Convert();
            Assert.True(meter.Read(_reading, 1000));
            Assert.InRange(_reading.EnergyMicrojoules, 119_700_000, 119_800_000);
            Assert.InRange(_reading.MeanMicroamps, 9_990_000, 10_000_000);
        }
    }

    [Fact]
    public void A_conversion_is_counted_once_however_often_it_is_looked_at()
    {
        Ina226 meter = Started();
        Convert();
        long total = 0;
        for (int look = 0; look < 50; look++)
        {
            Assert.True(meter.Read(_reading, 100));
            total += _reading.EnergyMicrojoules;
        }

        Assert.InRange(total, 1, 119_800L * ConversionBank.NominalMilliseconds);
    }

    [Fact]
    public void A_conversion_that_may_have_been_missed_is_not_counted()
    {
        // Every reading 5 s late sees one of two conversions: no more than 2.25 s of each 5 may count.
        Ina226 meter = Started();
        long total = 0;
        for (int look = 0; look < 200; look++)
        {
            Convert();
            Assert.True(meter.Read(_reading, 5000));
            total += _reading.EnergyMicrojoules;
        }

        Assert.InRange(total, 400 * 119_800_000L, 451 * 119_800_000L);
    }

    [Fact]
    public void Late_its_flag_is_taken_once_more_so_that_the_next_conversion_is_not_read_twice()
    {
        Ina226 meter = Started();
        Convert();
        Assert.True(meter.Read(_reading, 2001));
        Assert.Equal("40 06?0000", _bus.Log[^1]);
    }

    [Fact]
    public void Current_that_flows_back_reads_negative()
    {
        Ina226 meter = Started();
        for (int second = 0; second < 60; second++)
        {
            if (second % 2 == 0) Convert(-8000, current: -10_000);
            Assert.True(meter.Read(_reading, 1000));
        }

        Assert.InRange(_reading.MeanMicroamps, -10_000_000, -9_000_000);
        Assert.InRange(_reading.EnergyMicrojoules, 107_000_000, 119_800_000);
    }

    [Fact]
    public void What_turns_round_is_set_off_and_never_counted_both_ways()
    {
        Ina226 meter = Started();
        long total = 0;
        for (int second = 0; second < 240; second++)
        {
            if (second % 2 == 0) Convert(second % 4 == 0 ? 8000 : -8000, current: second % 4 == 0 ? 10_000 : -10_000);
            Assert.True(meter.Read(_reading, 1000));
            total += _reading.EnergyMicrojoules;
        }

        Assert.InRange(total, 0, 240 * 119_800_000L / 4);
    }

    [Theory]
    [InlineData(8000, 28_801, 10_000, 0)]
    [InlineData(32_767, 9584, 10_000, 0)]
    [InlineData(-32_768, 9584, 10_000, 0)]
    [InlineData(8000, 9584, 32_767, 0)]
    [InlineData(8000, 9584, 10_000, Ina226Register.MathOverflow)]
    public void Beyond_36_volts_or_81_92_millivolts_or_its_arithmetic_it_is_clipped(int shunt, int bus, int current, int flags)
    {
        Ina226 meter = Started();
        Convert(shunt, bus, 4792, current, flags);
        Assert.True(meter.Read(_reading, 1000));
        Assert.True(_reading.Clipped);
        Convert();
        Assert.True(meter.Read(_reading, 1000));
        Assert.False(_reading.Clipped);
    }

    [Fact]
    public void At_36_volts_it_is_not_clipped()
    {
        Ina226 meter = Started();
        Convert(32_766, 28_800);
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal((36_000, false), (_reading.Millivolts, _reading.Clipped));
    }

    [Fact]
    public void A_conversion_that_overflowed_counts_nothing()
    {
        Ina226 meter = Started();
        Convert(flags: Ina226Register.MathOverflow);
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal(0, _reading.EnergyMicrojoules);
    }

    [Fact]
    public void A_chip_that_lost_power_counts_nothing_and_is_set_up_again()
    {
        Ina226 meter = Started();
        Convert();
        (_bus[Chip, Ina226Register.Config], _bus[Chip, Ina226Register.Calibration]) = (0x4127, 0);
        Assert.False(meter.Read(_reading, 1000));
        Assert.Equal((0x4F27, 0x0A00), (_bus[Chip, Ina226Register.Config], _bus[Chip, Ina226Register.Calibration]));
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal(0, _reading.EnergyMicrojoules);
    }

    [Fact]
    public void A_chip_that_stopped_converting_is_set_up_again()
    {
        Ina226 meter = Started();
        for (int second = 0; second < 6; second++) Assert.True(meter.Read(_reading, 1000));
        Assert.False(meter.Read(_reading, 1000));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void A_bus_that_breaks_at_any_transfer_of_a_reading_reads_nothing(int transfers)
    {
        Ina226 meter = Started();
        Convert();
        _bus.Patience = transfers;
        Assert.False(meter.Read(_reading, 1000));
        _bus.Patience = int.MaxValue;
        Assert.False(meter.Read(_reading, 1000));
        Assert.True(meter.Read(_reading, 1000));
    }

    [Theory]
    [InlineData(50, 2000, "INA226 maximum current is 50 mA, must be 100 to 100,000")]
    [InlineData(20_000, 5, "INA226 shunt is 5 microohm, must be 10 to 1,000,000")]
    [InlineData(20_000, 5000, "INA226 shunt voltage is 100000 uV at the maximum current, must be at most 81,920")]
    [InlineData(1000, 5000, "INA226 shunt voltage is 5000 uV at the maximum current, must be at least 5,121")]
    public void A_wiring_that_the_chip_cannot_measure_is_refused(int maximumMilliamps, int shuntMicroohms, string reason)
    {
        Ina226Options options = new() { MaximumMilliamps = maximumMilliamps, ShuntMicroohms = shuntMicroohms };
        Assert.Equal(reason, Assert.Throws<ArgumentException>(() => new Ina226(_bus, options)).Message);
    }

    [Theory]
    [InlineData(4000, 100)]
    [InlineData(2000, 180)]
    public void A_small_shunt_makes_more_of_the_chips_offset(int shuntMicroohms, uint milliwatts)
    {
        // 10 uV over 2 milliohm is 5 mA, at 36 V 180 mW.
        Assert.Equal(milliwatts, new Ina226Options { ShuntMicroohms = shuntMicroohms }.ZeroMilliwatts);
    }
}
