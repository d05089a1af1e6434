using GreenPow.Core;

namespace GreenPow.Core.Tests;

public class ClampTests
{
    private const byte Chip = 0x48;
    private readonly RegisterBus _bus = new();
    private readonly PowerReading _reading = new();

    [Fact]
    public void A_reading_of_an_ads1115_is_two_single_shots_of_the_first_pair()
    {
        (_bus[Chip, 0], _bus[Chip, 1]) = (0x0640, 0x8583);
        Ads1115Clamp clamp = new(_bus, Chip, 0, new ClampOptions());
        Assert.True(clamp.Start());
        Assert.True(clamp.Read(_reading, 1000));
        Assert.Equal(["48 01=85E3", "48 01?85E3", "48 00?0640", "48 01=85E3", "48 01?85E3", "48 00?0640", "48 01=85E3"], _bus.Log);
        // 1600 steps of 62.5 uV are 100 mV, at 30 A/V 3 A, at 230 V 690 VA.
        Assert.Equal((690_000_000, 3_000_000, 230_000), (_reading.EnergyMicrojoules, _reading.MeanMicroamps, _reading.Millivolts));
    }

    [Fact]
    public void The_second_pair_has_another_multiplexer_setting()
    {
        _bus[Chip, 1] = 0x8583;
        Assert.True(new Ads1115Clamp(_bus, Chip, 1, new ClampOptions()).Start());
        Assert.Equal(["48 01=B5E3"], _bus.Log);
    }

    [Fact]
    public void A_conversion_that_is_not_ready_is_not_waited_for_long()
    {
        _bus[Chip, 1] = 0x8583;
        Ads1115Clamp clamp = new(_bus, Chip, 0, new ClampOptions());
        Assert.True(clamp.Start());
        // Busy: OS reads 0 whatever is written.
        _bus.WasRead = _ => { };
        _bus[Chip, 1] = 0x05E3;
        int before = _bus.Log.Count;
        clamp.Read(_reading, 1000);
        Assert.InRange(_bus.Log.Count - before, 1, 20);
    }

    [Theory]
    [InlineData(0x7FFF)]
    [InlineData(0x8000)]
    public void An_ads1115_at_the_end_of_its_range_is_clipped(int steps)
    {
        (_bus[Chip, 0], _bus[Chip, 1]) = (steps, 0x8583);
        Ads1115Clamp clamp = new(_bus, Chip, 0, new ClampOptions());
        Assert.True(clamp.Start() && clamp.Read(_reading, 1000));
        Assert.True(_reading.Clipped);
    }

    [Fact]
    public void An_ads1115_that_browned_out_reads_nothing_once()
    {
        (_bus[Chip, 0], _bus[Chip, 1]) = (100, 0x8583);
        Ads1115Clamp clamp = new(_bus, Chip, 0, new ClampOptions());
        Assert.True(clamp.Start() && clamp.Read(_reading, 1000));
        _bus[Chip, 1] = 0x8583;
        Assert.False(clamp.Read(_reading, 1000));
        Assert.True(clamp.Read(_reading, 1000));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_silent_bus_reads_nothing(int transfers)
    {
        (_bus[Chip, 0], _bus[Chip, 1]) = (100, 0x8583);
        Ads1115Clamp clamp = new(_bus, Chip, 0, new ClampOptions());
        Assert.True(clamp.Start());
        _bus.Patience = transfers;
        Assert.False(clamp.Read(_reading, 1000));
    }

    [Fact]
    public void A_burst_on_the_boards_own_converter_is_eight_conversions()
    {
        WaveInput input = new(_ => 1.65);
        AdcClamp clamp = new(input, new ClampOptions());
        Assert.True(clamp.Start() && clamp.Read(_reading, 1000));
        Assert.Equal(AdcClamp.Burst, input.Conversions);
        Assert.Equal((0, false), (_reading.EnergyMicrojoules, _reading.Clipped));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(2.5)]
    public void Where_an_esp32_bends_it_is_clipped(double volts)
    {
        AdcClamp clamp = new(new WaveInput(_ => volts), new ClampOptions());
        Assert.True(clamp.Start() && clamp.Read(_reading, 1000));
        Assert.True(_reading.Clipped);
    }

    [Fact]
    public void A_current_beyond_the_clamp_is_clipped()
    {
        ClampOptions options = new() { MaximumMilliamps = 1000 };
        options.Fill(_reading, 33_333, 1000);
        Assert.False(_reading.Clipped);
        options.Fill(_reading, 33_400, 1000);
        Assert.True(_reading.Clipped);
    }

    [Fact]
    public void A_wrong_clamp_is_refused()
    {
        Assert.Equal("ESP32 clamp gives 99 mA/V, must be 100 to 1,000,000", new ClampOptions { MilliampsPerVolt = 99 }.Reason("ESP32"));
        Assert.Equal("ADS1115 mains is 12000 mV, must be 90,000 to 480,000", new ClampOptions { MainsMillivolts = 12_000 }.Reason("ADS1115"));
        Assert.Throws<ArgumentException>(() => new AdcClamp(null!, new ClampOptions()));
    }

    [Theory]
    [InlineData(0.1, false)]
    [InlineData(2.5, false)]
    [InlineData(3.0, false)]
    [InlineData(3.2, true)]
    [InlineData(0, true)]
    public void An_esp32_s3_is_clipped_only_at_its_ends(double volts, bool isClipped)
    {
        AdcClamp clamp = new(new WaveInput(_ => volts, isS3: true), new ClampOptions());
        Assert.True(clamp.Start() && clamp.Read(_reading, 1000));
        Assert.Equal(isClipped, _reading.Clipped);
    }

    [Fact]
    public void A_volt_is_a_volt_on_either_chip()
    {
        // 0.2 V about 1.65 V on every other sample are 6 A of a clamp of 30 A/V.
        foreach (bool isS3 in new[] { false, true })
        {
            AdcClamp clamp = new(new WaveInput(i => i % 2 == 0 ? 1.45 : 1.85, isS3), new ClampOptions());
            Assert.True(clamp.Start());
            for (int second = 0; second < 64; second++) Assert.True(clamp.Read(_reading, 1000));
            Assert.InRange(_reading.MeanMicroamps, 5_950_000, 6_050_000);
        }
    }

    private sealed class WaveInput(Func<int, double> volts, bool isS3 = false) : IAnalogInput
    {
        public int Conversions { get; private set; }

        public int FullScale => 4095;

        public int FullScaleMillivolts => isS3 ? 3100 : 3300;

        public int LowestMillivolts => isS3 ? 0 : 150;

        public int HighestMillivolts => isS3 ? 3100 : 2450;

        public int Read() => (int)Math.Min(4095, volts(Conversions++) * 1000 / FullScaleMillivolts * 4095);
    }
}
