using GreenPow.Core;

namespace GreenPow.Core.Tests;

public class Atm90E32Tests
{
    private const int ForwardA = Atm90E32Register.ForwardEnergyA;
    private const int ReverseA = Atm90E32Register.ReverseEnergyA;
    private readonly RegisterSpi _bus = new();
    private readonly PowerReading _reading = new();

    private Atm90E32Phase Started(params Atm90E32PhaseOptions[] phases)
    {
        Atm90E32 chip = new(_bus, new Atm90E32Options { Phases = phases.Length == 0 ? [new() { VoltageGain = 0x3F38, CurrentGain = 0x6D39 }] : phases });
        foreach (Atm90E32Phase phase in chip.Phases) Assert.True(phase.Start());
        _bus.Log.Clear();
        return chip.Phases[0];
    }

    [Fact]
    public void Starting_resets_the_chip_opens_the_settings_writes_each_reads_it_back_and_shuts_them()
    {
        Started();
        Atm90E32 chip = new(_bus, new Atm90E32Options
        {
            Is60Hertz = true, CurrentInputGain = 1, Phases = [new() { Phase = 1, VoltageGain = 0x3F38, CurrentGain = 0x6D39, PhaseDelay = -37, PowerGain = -300 }],
        });
        Assert.True(chip.Phases[0].Start());
        Assert.Equal(
            [
                "0070=789A", "6 ms", "8000?0000", "8033?0087", "8047?0000",
                "007F=55AA", "0000=0001", "8000?0001", "0031=0861", "8031?0861", "0032=C468", "8032?C468", "0033=108F", "8033?108F",
                "0034=0015", "8034?0015", "0035=061A", "8035?061A", "0038=061A", "8038?061A", "0065=3F38", "8065?3F38", "0066=6D39", "8066?6D39",
                "004A=8025", "804A?8025", "0049=FED4", "8049?FED4", "0043=0000", "8043?0000",
                "007F=0000", "20 ms", "807A?0000", "8082?0000", "8078?0000", "8086?0000", "8078?0000",
            ],
            _bus.Log);
    }

    [Fact]
    public void A_reading_is_a_marker_a_digest_both_energies_with_their_checks_and_the_means()
    {
        Atm90E32Phase meter = Started();
        (_bus.Registers[ForwardA], _bus.Registers[0xD9], _bus.Registers[0xDD]) = (100, 23_012, 5_000);
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal(["8033?008F", "807A?0000", "8081?0064", "8078?0064", "8085?0000", "8078?0000", "80D9?59E4", "80DD?1388"], _bus.Log);
        Assert.Equal((230_120, 5_000_000, false), (_reading.Millivolts, _reading.MeanMicroamps, _reading.Clipped));
    }

    [Fact]
    public void A_kilowatt_hour_is_320_000_steps_of_a_hundredth_pulse()
    {
        Atm90E32Phase meter = Started();
        long total = 0;
        for (int second = 0; second < 3200; second++)
        {
            _bus.Registers[ForwardA] = 100;
            Assert.True(meter.Read(_reading, 1000));
            total += _reading.EnergyMicrojoules;
        }

        Assert.Equal(3_600_000_000_000, total);
    }

    [Fact]
    public void Reverse_energy_reads_negative_and_both_ways_are_set_off()
    {
        Atm90E32Phase meter = Started();
        (_bus.Registers[ForwardA], _bus.Registers[ReverseA], _bus.Registers[0xDD]) = (30, 130, 5_000);
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal((1_125_000_000, -5_000_000), (_reading.EnergyMicrojoules, _reading.MeanMicroamps));
    }

    [Fact]
    public void A_disturbed_answer_is_asked_for_again_and_nothing_is_lost()
    {
        Atm90E32Phase meter = Started();
        _bus.Registers[ForwardA] = 100;
        _bus.Disturbed = ForwardA;
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal(1_125_000_000, _reading.EnergyMicrojoules);
    }

    [Fact]
    public void A_disturbed_check_does_not_change_what_was_read()
    {
        Atm90E32Phase meter = Started();
        _bus.Registers[ForwardA] = 100;
        _bus.Disturbed = Atm90E32Register.LastData;
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal(1_125_000_000, _reading.EnergyMicrojoules);
    }

    [Fact]
    public void More_than_the_line_can_carry_is_noise_on_the_wire()
    {
        // 50 A at 480 V are 24 kW, 2133 steps a second.
        Atm90E32Phase meter = Started();
        _bus.Registers[ForwardA] = 2135;
        Assert.True(meter.Read(_reading, 1000));
        _bus.Registers[ForwardA] = 2136;
        Assert.False(meter.Read(_reading, 1000));
    }

    [Fact]
    public void A_register_that_could_have_gone_round_says_nothing_and_begins_anew()
    {
        // 65,536 steps of 11.25 J at 24 kW: 30.7 s.
        Atm90E32Phase meter = Started();
        _bus.Registers[ForwardA] = 60_000;
        Assert.False(meter.Read(_reading, 31_000));
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal(0, _reading.EnergyMicrojoules);
        _bus.Registers[ForwardA] = 60_000;
        Assert.True(meter.Read(_reading, 30_000));
    }

    [Fact]
    public void A_chip_that_was_reset_counts_nothing_and_is_set_up_again()
    {
        Atm90E32Phase meter = Started();
        (_bus.Registers[ForwardA], _bus.Registers[Atm90E32Register.Mode0]) = (100, 0x0087);
        Assert.False(meter.Read(_reading, 1000));
        Assert.Equal(0x008F, _bus.Registers[Atm90E32Register.Mode0]);
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal(0, _reading.EnergyMicrojoules);
    }

    [Fact]
    public void A_gain_that_changed_behind_the_lock_is_found_by_the_digest()
    {
        Atm90E32Phase meter = Started();
        (_bus.Registers[Atm90E32Register.SettingsDigest], _bus.Registers[0x61], _bus.Registers[ForwardA]) = (7, 0x4000, 100);
        Assert.False(meter.Read(_reading, 1000));
        Assert.Equal(0x3F38, _bus.Registers[0x61]);
    }

    [Theory]
    [InlineData(0x47, 0x2000)]
    [InlineData(0x48, 0x0010)]
    [InlineData(0x41, 0x0100)]
    public void A_gain_an_angle_or_an_offset_that_somebody_wrote_is_found_by_the_digest(int register, int value)
    {
        Atm90E32Phase meter = Started();
        (_bus.Registers[Atm90E32Register.SettingsDigest], _bus.Registers[register], _bus.Registers[ForwardA]) = (7, value, 100);
        Assert.False(meter.Read(_reading, 1000));
        Assert.Equal(0, _bus.Registers[register]);
    }

    [Fact]
    public void A_chip_that_was_left_set_up_is_reset_all_the_same()
    {
        Started();
        (_bus.Registers[0x47], _bus.Registers[0x52]) = (0x2000, 0x0300);
        Started();
        Assert.Equal(0, _bus.Registers[0x47]);
        Assert.False(_bus.Registers.ContainsKey(0x52));
    }

    [Fact]
    public void A_reset_is_waited_for_up_to_42_ms()
    {
        _bus.ResetMilliseconds = 42;
        Started();
        _bus.ResetMilliseconds = 43;
        Atm90E32 chip = new(_bus, new Atm90E32Options());
        Assert.False(chip.Phases[0].Start());
        Assert.Equal(["0070=789A", "6 ms", "8000?0001"], _bus.Log.Take(3));
        Assert.Equal(7, _bus.Log.Count(line => line == "6 ms"));
    }

    [Fact]
    public void A_chip_that_takes_no_reset_does_not_start_however_well_it_is_set_up()
    {
        Started();
        _bus.IgnoresReset = true;
        Atm90E32 chip = new(_bus, new Atm90E32Options { Phases = [new() { VoltageGain = 0x3F38, CurrentGain = 0x6D39 }] });
        Assert.False(chip.Phases[0].Start());
        Assert.False(chip.Phases[0].Start());
        Assert.False(chip.Phases[0].Read(_reading, 1000));
    }

    [Fact]
    public void A_silent_chip_is_asked_again_after_a_rest_in_which_nobody_waits_for_it()
    {
        _bus.IgnoresReset = true;
        Atm90E32Phase meter = new Atm90E32(_bus, new Atm90E32Options()).Phases[0];
        Assert.False(meter.Start());
        (_bus.IgnoresReset, int waits) = (false, _bus.Log.Count);
        for (int asking = 0; asking < 30; asking++) Assert.False(meter.Read(_reading, 1000));
        Assert.Equal(waits, _bus.Log.Count);
        Assert.False(meter.Read(_reading, 1000)); // set up now; energy counts from here
        Assert.True(meter.Read(_reading, 1000));
    }

    [Theory]
    [InlineData(1023, 0x03FF)]
    [InlineData(-1, 0x8001)]
    public void A_phase_delay_is_a_number_of_periods_and_who_is_delayed(int periods, int register)
    {
        Started(new Atm90E32PhaseOptions { PhaseDelay = periods });
        Assert.Equal(register, _bus.Registers[0x48]);
    }

    [Fact]
    public void A_digest_that_moved_with_every_setting_in_place_is_taken_as_it_is()
    {
        Atm90E32Phase meter = Started();
        _bus.Registers[Atm90E32Register.SettingsDigest] = 7;
        Assert.True(meter.Read(_reading, 1000));
        _bus.Log.Clear();
        Assert.True(meter.Read(_reading, 1000));
        Assert.Equal(8, _bus.Log.Count);
    }

    [Fact]
    public void Each_phase_notices_the_reset_that_another_one_found()
    {
        Atm90E32 chip = new(_bus, new Atm90E32Options { Phases = [new(), new() { Phase = 1 }] });
        Assert.True(chip.Phases[0].Start() && chip.Phases[1].Start());
        (_bus.Registers[Atm90E32Register.Mode0], _bus.Registers[ForwardA + 1]) = (0x0087, 100);
        Assert.False(chip.Phases[0].Read(_reading, 1000));
        Assert.False(chip.Phases[1].Read(_reading, 1000));
        Assert.True(chip.Phases[0].Read(_reading, 1000) && chip.Phases[1].Read(_reading, 1000));
        Assert.Equal(0, _reading.EnergyMicrojoules);
    }

    [Fact]
    public void Starting_one_phase_takes_nothing_from_another()
    {
        Atm90E32 chip = new(_bus, new Atm90E32Options { Phases = [new(), new() { Phase = 1 }] });
        Assert.True(chip.Phases[0].Start() && chip.Phases[1].Start());
        _bus.Registers[ForwardA] = 100;
        Assert.True(chip.Phases[1].Start() && chip.Phases[0].Read(_reading, 1000));
        Assert.Equal(1_125_000_000, _reading.EnergyMicrojoules);
    }

    [Fact]
    public void Current_beyond_the_clamp_is_clipped()
    {
        Atm90E32Phase meter = Started();
        _bus.Registers[0xDD] = 50_000;
        Assert.True(meter.Read(_reading, 1000));
        Assert.False(_reading.Clipped);
        _bus.Registers[0xDD] = 50_001;
        Assert.True(meter.Read(_reading, 1000));
        Assert.True(_reading.Clipped);
    }

    [Fact]
    public void A_wrong_wiring_is_refused()
    {
        Atm90E32Options twice = new() { Phases = [new(), new()] };
        Assert.Equal("ATM90E32 phase 0 is there twice: reading it empties it", Assert.Throws<ArgumentException>(() => new Atm90E32(_bus, twice)).Message);
        Assert.Equal("ATM90E32 maximum current is 65001 mA, must be 1,000 to 65,000", new Atm90E32PhaseOptions { MaximumMilliamps = 65_001 }.Reason());
        Assert.Equal("ATM90E32 phase delay is -1024 periods, must be -1,023 to 1,023", new Atm90E32PhaseOptions { PhaseDelay = -1024 }.Reason());
        Assert.Equal("ATM90E32 power gain is 16384, must be -16,384 to 16,383", new Atm90E32PhaseOptions { PowerGain = 16_384 }.Reason());
    }
}
