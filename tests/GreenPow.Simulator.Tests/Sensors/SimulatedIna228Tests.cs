using System.Buffers.Binary;
using GreenPow.Simulator.Sensors;

namespace GreenPow.Simulator.Tests.Sensors;

/// <summary>The arithmetic of the data sheet (TI SLYS021, application example): 10 A full scale, 16.2 milliohm, 48 V at 6 A.</summary>
public class SimulatedIna228Tests
{
    private const double ShuntOhms = 0.0162;
    private const double CurrentLsb = 10.0 / (1 << 19);
    private readonly SimulatedIna228 chip = new(ShuntOhms, Ina228Errors.None, seed: 1);

    public SimulatedIna228Tests()
    {
        chip.PowerUp();
        Write(0x02, 4050);
    }

    [Fact]
    public void Shunt_voltage_is_97_2_mV_in_steps_of_312_5_nV()
    {
        chip.Advance(1, 48, 6, 25);
        Assert.Equal(311_040, Read20(0x04));
    }

    [Fact]
    public void The_narrow_range_has_steps_of_78_125_nV()
    {
        Write(0x00, 0x0010);
        Write(0x02, 4 * 4050);
        chip.Advance(1, 48, 1, 25);
        Assert.Equal(Math.Round(ShuntOhms / 78.125e-9), Read20(0x04));
        Assert.Equal(1 / CurrentLsb, Read20(0x07), 1.0);
    }

    [Fact]
    public void Bus_voltage_is_48_V_in_steps_of_195_3125_uV()
    {
        chip.Advance(1, 48, 6, 25);
        Assert.Equal(245_760, Read20(0x05));
    }

    [Fact]
    public void Current_is_6_A_in_steps_of_CURRENT_LSB()
    {
        chip.Advance(1, 48, 6, 25);
        Assert.Equal(6 / CurrentLsb, Read20(0x07), 1.0);
    }

    [Fact]
    public void Power_is_288_W_in_steps_of_3_2_CURRENT_LSB()
    {
        chip.Advance(1, 48, 6, 25);
        Assert.Equal(288 / (3.2 * CurrentLsb), Read(0x08, 3), 20.0);
    }

    [Fact]
    public void An_hour_of_288_W_is_1_036_800_J_in_the_energy_register()
    {
        Run(3600, 6);
        Assert.Equal(1_036_800, Read(0x09, 5) * 16 * 3.2 * CurrentLsb, 5.0);
    }

    [Fact]
    public void An_hour_of_6_A_is_21_600_C_in_the_charge_register()
    {
        Run(3600, 6);
        Assert.Equal(21_600, Read(0x0A, 5) * CurrentLsb, 0.1);
    }

    [Fact]
    public void Backward_current_counts_charge_down_and_energy_up()
    {
        Run(10, -2);
        Assert.Equal(-20, unchecked((long)(Read(0x0A, 5) << 24)) / (double)(1 << 24) * CurrentLsb, 0.001);
        Assert.Equal(960, Read(0x09, 5) * 16 * 3.2 * CurrentLsb, 0.1);
    }

    [Fact]
    public void The_energy_register_wraps_at_40_bits()
    {
        const double span = 1L << 40;
        for (var day = 0; day < 45; day++)
            chip.Advance(86_400, 48, 6, 25);
        var expected = 45 * 86_400 * 288 / (16 * 3.2 * CurrentLsb) % span;
        // The rounding of the current to its 20 bits moves 45 days by one part in a million.
        Assert.Equal(expected, Read(0x09, 5), 1_200_000.0);
    }

    [Fact]
    public void RSTACC_empties_the_accumulators_and_a_power_up_forgets_the_calibration()
    {
        Run(10, 6);
        Write(0x00, 0x4000);
        Assert.Equal(0UL, Read(0x09, 5));
        chip.PowerUp();
        Assert.Equal(0x1000UL, Read(0x02, 2));
    }

    [Fact]
    public void It_says_that_it_is_an_INA228_of_Texas_Instruments()
    {
        Assert.Equal(0x5449UL, Read(0x3E, 2));
        Assert.Equal(0x228UL, Read(0x3F, 2) >> 4);
    }

    [Fact]
    public void A_current_beyond_the_range_stays_at_the_end_of_the_scale()
    {
        chip.Advance(1, 48, 20, 25);
        Assert.Equal((1 << 19) - 1, Read20(0x04));
    }

    [Fact]
    public void Compensation_takes_out_what_the_shunt_gains_by_heat()
    {
        chip.Advance(1, 48, 6, 125);
        var plain = Read20(0x07);
        Write(0x03, 100);
        Write(0x00, 0x0020);
        chip.Advance(1, 48, 6, 125);
        Assert.Equal(plain / 1.01, Read20(0x07), 1.0);
    }

    [Fact]
    public void Reserved_bits_stay_empty_and_results_cannot_be_written()
    {
        Write(0x00, 0x000F);
        Assert.Equal(0UL, Read(0x00, 2));
        Write(0x02, 0xFFFF);
        Assert.Equal(0x7FFFUL, Read(0x02, 2));
        Write(0x05, 0x1234);
        Assert.Equal(0UL, Read(0x05, 3));
    }

    [Theory]
    [InlineData(0x00, 0x4000)] // RSTACC
    [InlineData(0x00, 0x8000)] // RST
    [InlineData(0x01, 0x7B68)] // a triggered conversion
    public void An_overflow_stays_until_a_reset_of_the_accumulators_or_a_triggered_conversion(byte register, int value)
    {
        Write(0x02, 1000);
        chip.Advance(1, 48, 6, 25);
        Write(0x02, 4050);
        chip.Advance(1, 48, 6, 25);
        Write(0x01, 0xFB68);
        for (var look = 0; look < 3; look++)
            Assert.Equal(0x0200UL, Read(0x0B, 2) & 0x0200);
        Write(register, value);
        Assert.Equal(0UL, Read(0x0B, 2) & 0x0200);
    }

    [Fact]
    public void A_finished_conversion_shows_once_while_flags_are_latched_and_not_for_sure_otherwise()
    {
        chip.Advance(1, 48, 6, 25);
        Assert.Equal(0x0001UL, Read(0x0B, 2));
        Write(0x0B, 0x8001);
        chip.Advance(1, 48, 6, 25);
        Assert.Equal(0x8003UL, Read(0x0B, 2));
        Assert.Equal(0x8001UL, Read(0x0B, 2));
    }

    [Fact]
    public void An_accumulator_that_went_over_says_so_until_it_is_read()
    {
        for (var day = 0; day < 45; day++)
            chip.Advance(86_400, 48, 6, 25);
        Assert.Equal(0x0C00UL, Read(0x0B, 2) & 0x0C00);
        Assert.Equal(0x0C00UL, Read(0x0B, 2) & 0x0C00);
        Read(0x09, 5);
        Assert.Equal(0x0400UL, Read(0x0B, 2) & 0x0C00);
        Read(0x0A, 5);
        Assert.Equal(0UL, Read(0x0B, 2) & 0x0C00);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_charge_register_goes_on_from_its_other_end_or_from_zero(bool fromZero)
    {
        var one = new SimulatedIna228(ShuntOhms, Ina228Errors.None, seed: 1) { ChargeRollsToZero = fromZero };
        one.PowerUp();
        Write(one, 0x02, 4050);
        // 314,573 steps a second: 2^39 after 1,747,626 s.
        one.Advance(1_747_630, 48, 6, 25);
        var code = unchecked((long)(Read(one, 0x0A, 5) << 24)) >> 24;
        Assert.Equal(fromZero ? 0 : -(1L << 39), code, 4_000_000.0);
    }

    [Fact]
    public void A_silent_chip_acknowledges_nothing()
    {
        chip.IsSilent = true;
        Assert.False(chip.Write([0x3E]));
        Assert.False(chip.Read(new byte[2]));
    }

    private void Run(int seconds, double amperes)
    {
        for (var second = 0; second < seconds; second++)
            chip.Advance(1, 48, amperes, 25);
    }

    private void Write(byte register, int value) => Write(chip, register, value);

    private static void Write(SimulatedIna228 to, byte register, int value) =>
        Assert.True(to.Write([register, (byte)(value >> 8), (byte)(value & 0xFF)]));

    private int Read20(byte register) => (int)(unchecked((long)(Read(register, 3) << 40)) >> 44);

    private ulong Read(byte register, int count) => Read(chip, register, count);

    private static ulong Read(SimulatedIna228 from, byte register, int count)
    {
        var bytes = new byte[8];
        Assert.True(from.Write([register]) && from.Read(bytes.AsSpan(8 - count)));
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
