using GreenPow.Simulator.Sensors;

namespace GreenPow.Simulator.Tests.Sensors;

/// <summary>Registers as in the data sheet (Microchip Atmel-46003, chapter 6).</summary>
public class SimulatedAtm90E32Tests
{
    private readonly SimulatedAtm90E32 chip = new(Atm90E32Errors.None, voltageGain: 0x4000, currentGain: 0x6000);

    public SimulatedAtm90E32Tests() => chip.PowerUp();

    [Theory]
    [InlineData(0x00, 0)]
    [InlineData(0x31, 0x0861)]
    [InlineData(0x32, 0xC468)]
    [InlineData(0x33, 0x0087)]
    [InlineData(0x34, 0)]
    [InlineData(0x35, 0)]
    [InlineData(0x38, 0)]
    [InlineData(0x61, 0x8000)]
    [InlineData(0x6A, 0x8000)]
    [InlineData(0x7F, 0)]
    public void Registers_have_their_reset_values(int register, int value) => Assert.Equal(value, Read(register));

    [Fact]
    public void Settings_are_written_only_while_they_are_open()
    {
        Write(0x61, 0x1234);
        Assert.Equal(0x8000, Read(0x61));
        Write(0x7F, 0x55AA);
        Write(0x61, 0x1234);
        Assert.Equal(0x1234, Read(0x61));
        Write(0x7F, 0);
        Write(0x61, 0x5678);
        Assert.Equal(0x1234, Read(0x61));
    }

    [Fact]
    public void Results_cannot_be_written()
    {
        Write(0x7F, 0x55AA);
        Write(0x81, 0x1234);
        Write(0xD9, 0x1234);
        Assert.Equal((0, 0), (Read(0x81), Read(0xD9)));
    }

    [Theory]
    [InlineData(0x0087)]
    [InlineData(0x008F)]
    [InlineData(0x0287)]
    public void Ten_watt_hours_at_3200_pulses_are_3200_hundredths_of_a_pulse_whatever_the_mode(int mode0)
    {
        Prepare(mode0);
        chip.Advance(36, new MainsPhase(230, 5, 1000));
        Assert.Equal(3200, Read(0x81), 1.0);
    }

    [Theory]
    [InlineData(0x0287, 0x0087)]
    [InlineData(0xFFFF, 0x1D9F)]
    [InlineData(0x108F, 0x108F)]
    public void Reserved_bits_of_the_mode_read_nothing(int written, int read)
    {
        Prepare(written);
        Assert.Equal(read, Read(0x33));
    }

    [Fact]
    public void Reading_empties_an_energy_register_and_the_last_data_keeps_it()
    {
        Prepare(0x0087);
        chip.Advance(36, new MainsPhase(230, 5, 1000), new MainsPhase(230, 5, -500));
        var forward = Read(0x81);
        Assert.Equal((forward, forward, 0), (Read(0x78), Read(0x78), Read(0x81)));
        Assert.Equal(1600, Read(0x86), 1.0);
        Assert.Equal((0, 0), (Read(0x82), Read(0x86)));
    }

    [Fact]
    public void A_part_of_a_step_waits_for_the_next()
    {
        Prepare(0x0087);
        for (var second = 0; second < 900; second++)
            chip.Advance(1, new MainsPhase(230, 0.01, 1.25));
        Assert.Equal(100, Read(0x81), 1.0);
    }

    [Fact]
    public void Voltage_is_in_hundredths_of_a_volt_and_current_in_milliamps()
    {
        Prepare(0x0087);
        chip.Advance(1, new MainsPhase(230.12, 5, 1000), default, new MainsPhase(229.5, 0.1, 0));
        Assert.Equal((23_012, 5000, 0, 22_950, 100), (Read(0xD9), Read(0xDD), Read(0xDA), Read(0xDB), Read(0xDF)));
    }

    [Fact]
    public void Below_its_no_load_threshold_a_phase_adds_nothing_up()
    {
        Prepare(0x0087);
        Open();
        Write(0x38, 1562);
        chip.Advance(100_000, Resistive(0.49));
        Assert.Equal(0, Read(0x81));
        chip.Advance(1000, Resistive(0.51));
        Assert.InRange(Read(0x81), 44, 46);
    }

    [Fact]
    public void The_threshold_of_a_phase_is_for_active_and_reactive_power_together()
    {
        Prepare(0x0087);
        Open();
        Write(0x38, 1562);
        // 0.4 W and 2.3 VA.
        chip.Advance(1000, new MainsPhase(230, 0.01, 0.4));
        Assert.InRange(Read(0x81), 34, 36);
    }

    [Theory]
    [InlineData(0x0087, 0)]
    [InlineData(0x008F, 3200)]
    [InlineData(0x008B, 3200)]
    [InlineData(0x0088, 0)]
    public void Below_the_threshold_of_the_sum_no_phase_adds_up(int mode0, int steps)
    {
        // A and B flow against each other; bit 3 sums magnitudes, bits 2 and 1 say that they are in the sum.
        Prepare(mode0);
        Open();
        Write(0x35, 1562);
        chip.Advance(36, Resistive(1000), Resistive(-1000));
        Assert.Equal(steps, Read(0x81), 1.0);
        Assert.Equal(steps, Read(0x86), 1.0);
        Assert.Equal((0, 0), (Read(0x85), Read(0x82)));
    }

    [Fact]
    public void Power_gain_and_offset_act_on_energy()
    {
        Prepare(0x0087);
        Open();
        Write(0x47, 0x2000);
        Write(0x49, 0xE000);
        // -10 W in steps of 0.00032 W.
        Write(0x45, -31_250 & 0xFFFF);
        chip.Advance(36, Resistive(1000), Resistive(1000), Resistive(1000));
        Assert.Equal(4000, Read(0x81), 1.0);
        Assert.Equal(2400, Read(0x82), 1.0);
        Assert.Equal(3168, Read(0x83), 1.0);
    }

    [Theory]
    [InlineData(0x0087, 0x0000, 0.5)]
    [InlineData(0x0087, 0x003A, 0.4923)]
    [InlineData(0x0087, 0x803A, 0.5077)]
    [InlineData(0x1087, 0x003A, 0.4907)]
    public void A_delay_of_the_current_makes_an_inductive_load_less(int mode0, int angle, double powerFactor)
    {
        // 58 periods of 2.048 MHz are 0.51 degrees at 50 Hz and 0.61 at 60.
        Prepare(mode0);
        Open();
        Write(0x48, angle);
        chip.Advance(36, new MainsPhase(230, 2000 / 230.0, 1000));
        Assert.Equal(6400 * powerFactor, Read(0x81), 2.0);
    }

    [Fact]
    public void Without_metering_switched_on_nothing_is_added_up()
    {
        chip.Advance(100, new MainsPhase(230, 5, 1000));
        Assert.Equal(0, Read(0x81));
    }

    [Fact]
    public void A_reset_forgets_all_and_the_digest_tells()
    {
        Prepare(0x0087);
        chip.Wait(0.02);
        var digest = Read(0x7A);
        chip.Advance(100, new MainsPhase(230, 5, 1000));
        Assert.Equal(digest, Read(0x7A));
        Write(0x70, 0x789A);
        chip.Wait(0.02);
        Assert.Equal((0x0087, 0, 0), (Read(0x33), Read(0x00), Read(0x81)));
        Assert.NotEqual(digest, Read(0x7A));
    }

    [Fact]
    public void In_reset_it_says_nothing_for_5_ms_and_takes_nothing()
    {
        Write(0x70, 0x789A);
        chip.Wait(0.004);
        Write(0x7F, 0x55AA);
        Assert.Equal(0, Read(0x33));
        chip.Wait(0.002);
        Assert.Equal((0x0087, 0), (Read(0x33), Read(0x7F)));
    }

    [Fact]
    public void The_digest_is_14_ms_behind_the_last_setting()
    {
        Prepare(0x0087);
        chip.Wait(0.02);
        var digest = Read(0x7A);
        Open();
        Write(0x6F, 1);
        chip.Wait(0.013);
        Assert.Equal(digest, Read(0x7A));
        chip.Wait(0.002);
        Assert.NotEqual(digest, Read(0x7A));
    }

    [Fact]
    public void A_transfer_that_is_too_short_does_nothing_and_a_silent_chip_drives_nothing()
    {
        var short3 = new byte[3];
        chip.Transfer([0x80, 0x33, 0], short3);
        Assert.Equal(new byte[3], short3);
        chip.IsSilent = true;
        Assert.Equal(0xFFFF, Read(0x33));
    }

    private static MainsPhase Resistive(double watts) => new(230, Math.Abs(watts) / 230, watts);

    private void Open() => Write(0x7F, 0x55AA);

    private void Prepare(int mode0)
    {
        Write(0x7F, 0x55AA);
        Write(0x00, 1);
        Write(0x33, mode0);
        for (var phase = 0; phase < 3; phase++)
        {
            Write(0x61 + 4 * phase, 0x4000);
            Write(0x62 + 4 * phase, 0x6000);
        }
        Write(0x7F, 0);
    }

    private void Write(int register, int value) =>
        chip.Transfer([(byte)(register >> 8), (byte)(register & 0xFF), (byte)(value >> 8), (byte)(value & 0xFF)], new byte[4]);

    private int Read(int register)
    {
        var received = new byte[4];
        chip.Transfer([(byte)(register >> 8 | 0x80), (byte)(register & 0xFF), 0, 0], received);
        return received[2] << 8 | received[3];
    }
}
