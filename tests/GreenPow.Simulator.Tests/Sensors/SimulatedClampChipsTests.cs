using GreenPow.Core;
using GreenPow.Simulator.Sensors;

namespace GreenPow.Simulator.Tests.Sensors;

public class SimulatedClampChipsTests
{
    private readonly SimulatedAds1115 chip = new(Ads1115Errors.None, seed: 1);

    public SimulatedClampChipsTests()
    {
        chip.PowerUp();
        chip.Connect((pair, _) => pair == 0 ? 1.024 : -2.048);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0x8583)]
    [InlineData(2, 0x8000)]
    [InlineData(3, 0x7FFF)]
    [InlineData(0x42, 0x8000)]
    public void An_ads1115_has_its_reset_values_behind_two_bits_of_pointer(byte register, int value) => Assert.Equal(value, Read(register));

    [Fact]
    public void A_single_shot_is_ready_after_its_time_and_not_before()
    {
        Write(1, 0x85E3);
        Assert.Equal(0x05E3, Read(1));
        chip.Advance(0.0009);
        Assert.Equal((0x05E3, 0), (Read(1), Read(0)));
        chip.Advance(0.0003);
        Assert.Equal((0x85E3, 0x4000), (Read(1), Read(0)));
    }

    [Fact]
    public void The_second_pair_and_the_end_of_the_range()
    {
        Write(1, 0xB5E3);
        chip.Advance(0.01);
        Assert.Equal(0x8000, Read(0));
        chip.Connect((_, _) => 3);
        Write(1, 0xB5E3);
        chip.Advance(0.01);
        Assert.Equal(0x7FFF, Read(0));
    }

    [Fact]
    public void Continuously_it_goes_on_by_itself()
    {
        chip.Connect((_, second) => second < 1 ? 0 : 1.024);
        Write(1, 0x04E3);
        chip.Advance(0.5);
        Assert.Equal(0, Read(0));
        chip.Advance(1);
        Assert.Equal(0x4000, Read(0));
    }

    [Fact]
    public void A_brown_out_forgets_the_setting_and_a_silent_chip_acknowledges_nothing()
    {
        Write(1, 0x85E3);
        chip.PowerUp();
        Assert.Equal(0x8583, Read(1));
        chip.IsSilent = true;
        Assert.False(chip.Write([1]));
    }

    [Fact]
    public void An_esp32_is_blind_at_the_bottom_and_full_before_its_supply()
    {
        Assert.InRange(Mean(0.05), 0, 3);
        Assert.InRange(Mean(3.3), 3900, 4095);
    }

    [Fact]
    public void An_esp32_bends_at_the_top_and_is_straight_below()
    {
        var straight = Mean(2.0) - Mean(1.0);
        Assert.Equal(straight, Mean(1.5) - Mean(0.5), 10.0);
        Assert.True(Mean(3.0) - Mean(2.5) > 0.55 * straight);
    }

    [Fact]
    public void Esp32s_differ_by_their_reference_and_never_hold_still()
    {
        var means = Enumerable.Range(1, 20).Select(seed => Mean(1.65, seed)).ToArray();
        Assert.InRange(means.Max() - means.Min(), 50, 260);
        var input = new SimulatedEsp32Adc(_ => 1.65, 1);
        Assert.True(Enumerable.Range(0, 100).Select(_ => input.Read()).Distinct().Count() > 5);
    }

    /// <summary>What a clamp of 30 A/V on each converter says of a sine after two minutes, in volt-amperes.</summary>
    [Theory]
    [InlineData(1, 2, false)]
    [InlineData(2, 10, false)]
    [InlineData(3, 10, false)]
    [InlineData(4, 15, false)]
    [InlineData(1, 2, true)]
    [InlineData(4, 15, true)]
    [InlineData(5, 27, true)]
    public void Apparent_power_is_within_the_class_of_each_clamp(int seed, double amperes, bool isS3)
    {
        // Mains wanders by some 10 mHz, and readings come when the firmware gets round to them.
        double Current(double second) => Math.Sqrt(2) * amperes * Math.Sin(2 * Math.PI * (50.007 * second + 0.3 * Math.Sin(second / 40)));
        var ads = new SimulatedAds1115(Ads1115Errors.Drawn(seed), seed);
        ads.PowerUp();
        ads.Connect((_, second) => Current(second) / 30);
        var bus = new SimulatedI2cBus();
        bus.Attach(0x48, ads);
        var adc = new SimulatedEsp32Adc(second => 1.65 + Current(second) / 30, seed, isS3);
        var clamp = new Ads1115Clamp(bus, 0x48, 0, new ClampOptions());
        var own = new AdcClamp(adc, new ClampOptions());
        Assert.True(clamp.Start() && own.Start());
        var (read, ownRead) = (new PowerReading(), new PowerReading());
        var random = new Random(seed);
        for (var second = 0; second < 300; second++)
        {
            var elapsed = 1 + 0.02 * random.NextDouble();
            ads.Advance(elapsed);
            adc.Advance(elapsed);
            Assert.True(clamp.Read(read, 1000) && own.Read(ownRead, 1000));
        }
        Assert.Equal(1, read.EnergyMicrojoules / (230e6 * amperes), 0.05 + 5 / (230 * amperes));
        Assert.Equal(1, ownRead.EnergyMicrojoules / (230e6 * amperes), 0.15 + 20 / (230 * amperes));
    }

    [Fact]
    public void An_esp32_s3_is_straight_from_nothing_to_3_1_V()
    {
        var straight = Mean(1.5, isS3: true) - Mean(0.5, isS3: true);
        Assert.Equal(4095 / 3.1, straight, 0.07 * straight);
        Assert.Equal(0.9 * straight, Mean(2.8, isS3: true) - Mean(1.9, isS3: true), 10.0);
        Assert.True(Mean(0.05, isS3: true) > 30);
    }

    private static double Mean(double volts, int seed = 7, bool isS3 = false)
    {
        var input = new SimulatedEsp32Adc(_ => volts, seed, isS3);
        return Enumerable.Range(0, 200).Average(_ => input.Read());
    }

    private void Write(byte register, int value) => Assert.True(chip.Write([register, (byte)(value >> 8), (byte)(value & 0xFF)]));

    private int Read(byte register)
    {
        var bytes = new byte[2];
        Assert.True(chip.Write([register]) && chip.Read(bytes));
        return bytes[0] << 8 | bytes[1];
    }
}
