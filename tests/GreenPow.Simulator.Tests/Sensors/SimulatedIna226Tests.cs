using GreenPow.Simulator.Sensors;

namespace GreenPow.Simulator.Tests.Sensors;

/// <summary>The data sheet's example (TI SBOS547B, section 7.5): 2 milliohm, CALIBRATION A00h, 10 A at 11.98 V.</summary>
public class SimulatedIna226Tests
{
    private readonly SimulatedIna226 chip = new(0.002, Ina226Errors.None, seed: 1);

    public SimulatedIna226Tests() => chip.PowerUp();

    [Theory]
    [InlineData(0x00, 0x4127)]
    [InlineData(0x01, 0)]
    [InlineData(0x02, 0)]
    [InlineData(0x03, 0)]
    [InlineData(0x04, 0)]
    [InlineData(0x05, 0)]
    [InlineData(0x06, 0)]
    [InlineData(0x07, 0)]
    [InlineData(0xFE, 0x5449)]
    [InlineData(0xFF, 0x2260)]
    public void Registers_have_their_reset_values(byte register, int value) => Assert.Equal(value, Read(register));

    [Fact]
    public void The_example_reads_8000_9584_10000_4792()
    {
        Write(0x05, 0x0A00);
        chip.Advance(0.01, 11.98, 10, 25);
        Assert.Equal((8000, 9584, 10_000, 4792), (Read(0x01), Read(0x02), Read(0x04), Read(0x03)));
    }

    [Fact]
    public void Without_calibration_there_is_no_current_and_no_power()
    {
        chip.Advance(0.01, 11.98, 10, 25);
        Assert.Equal((8000, 0, 0), (Read(0x01), Read(0x04), Read(0x03)));
    }

    [Fact]
    public void Back_current_is_in_twos_complement_and_power_a_magnitude()
    {
        Write(0x05, 0x0A00);
        chip.Advance(0.01, 11.98, -10, 25);
        Assert.Equal((0x10000 - 8000, 0x10000 - 10_000, 4792), (Read(0x01), Read(0x04), Read(0x03)));
    }

    [Fact]
    public void Averaging_1024_takes_2_2528_seconds_and_posts_the_mean_of_the_products()
    {
        Write(0x05, 0x0A00);
        Write(0x00, 0x4F27);
        chip.Advance(1.1264, 10, 10, 25);
        chip.Advance(1.1263, 20, 0, 25);
        Assert.Equal((0, 0), (Read(0x06) & 8, Read(0x02)));
        chip.Advance(0.0002, 20, 0, 25);
        Assert.Equal(8, Read(0x06) & 8);
        // 100 W for half the time: 50 W of 25 mW, not 5 A times 15 V.
        Assert.Equal((12_000, 2000), (Read(0x02), Read(0x03)));
    }

    [Fact]
    public void Reading_the_mask_clears_the_ready_flag_and_a_new_setting_does_too()
    {
        chip.Advance(0.01, 12, 1, 25);
        Assert.Equal(8, Read(0x06) & 8);
        Assert.Equal(0, Read(0x06) & 8);
        chip.Advance(0.01, 12, 1, 25);
        Write(0x00, 0x4F27);
        Assert.Equal(0, Read(0x06) & 8);
    }

    [Fact]
    public void A_new_setting_ends_the_running_conversion()
    {
        Write(0x00, 0x4F27);
        chip.Advance(2.2, 12, 1, 25);
        Write(0x00, 0x4F27);
        chip.Advance(2.2, 12, 1, 25);
        Assert.Equal(0, chip.Conversions);
    }

    [Fact]
    public void One_shot_converts_once_and_power_down_never()
    {
        Write(0x00, 0x4123);
        chip.Advance(1, 12, 1, 25);
        Assert.Equal(1, chip.Conversions);
        Write(0x00, 0x4120);
        chip.Advance(1, 12, 1, 25);
        Assert.Equal(1, chip.Conversions);
    }

    [Fact]
    public void Reserved_bits_stay_results_cannot_be_written_and_a_reset_forgets_all()
    {
        Write(0x00, 0x3127);
        Assert.Equal(0x4127, Read(0x00));
        Write(0x05, 0xFFFF);
        Assert.Equal(0x7FFF, Read(0x05));
        Write(0x06, 0xFFFF);
        Assert.Equal(0xFC03, Read(0x06));
        Write(0x02, 0x1234);
        Assert.Equal(0, Read(0x02));
        Write(0x00, 0x8000);
        Assert.Equal((0x4127, 0, 0), (Read(0x00), Read(0x05), Read(0x06)));
    }

    [Fact]
    public void Beyond_the_range_it_stays_at_its_end_and_overflow_is_flagged()
    {
        Write(0x05, 0x0A00);
        chip.Advance(0.01, 50, 60, 25);
        Assert.Equal((32_767, 32_767, 4), (Read(0x01), Read(0x02), Read(0x06) & 4));
        chip.Advance(0.01, 12, -60, 25);
        Assert.Equal(0x8000, Read(0x01));
    }

    [Fact]
    public void A_silent_chip_acknowledges_nothing()
    {
        chip.IsSilent = true;
        Assert.False(chip.Write([0xFE]));
        Assert.False(chip.Read(new byte[2]));
    }

    private void Write(byte register, int value) => Assert.True(chip.Write([register, (byte)(value >> 8), (byte)(value & 0xFF)]));

    private int Read(byte register)
    {
        var bytes = new byte[2];
        Assert.True(chip.Write([register]) && chip.Read(bytes));
        return bytes[0] << 8 | bytes[1];
    }
}
