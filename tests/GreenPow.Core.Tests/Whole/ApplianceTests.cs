using GreenPow.Core;
using GreenPow.Simulator.Hardware;
using GreenPow.Wire;

namespace GreenPow.Core.Tests.Whole;

public class ApplianceTests
{
    [Fact]
    public void A_new_device_makes_its_key_once_a_radio_runs_and_keeps_it_over_every_start()
    {
        var bench = new ApplianceBench().Provision().Start();
        Assert.DoesNotContain(bench.Flash.Names, name => name.StartsWith("key", StringComparison.Ordinal));
        bench.Run(1);
        var made = bench.Flash["key-0"];
        bench.Start().Run(1);
        Assert.Equal(made, bench.Flash["key-0"]);
    }

    [Fact]
    public void The_installers_randomness_comes_in_time_for_the_key()
    {
        var bench = new ApplianceBench().Start().Run(30);
        Assert.DoesNotContain("key-0", bench.Flash.Names);
        bench.Tell(InstallerCommand.AddRandomness, "0123456789abcdef");
        bench.Run(15);
        var other = new ApplianceBench().Start().Run(30);
        other.Tell(InstallerCommand.AddRandomness, "fedcba9876543210");
        other.Run(15);
        // The generator of the bench is the same in every run.
        Assert.NotEqual(bench.Flash["key-0"], other.Flash["key-0"]);
    }

    [Fact]
    public void Without_a_network_to_belong_to_nothing_is_reported_and_the_light_says_so()
    {
        var bench = new ApplianceBench().Start().Run(120);
        Assert.Null(bench.Appliance.Device);
        Assert.Equal(Trouble.NotProvisioned, bench.Appliance.WorstTrouble);
        Assert.True(bench.Radio.IsRunning);
    }

    [Fact]
    public void Provisioned_and_commissioned_it_reports_what_flows_and_nothing_is_wrong()
    {
        var bench = new ApplianceBench().Commission().Provision().Start().Run(200);
        var frame = new ReportFrame();
        Assert.All(bench.Link.Reports, report => Assert.True(frame.TryRead(report, 0, report.Length, out _)));
        Assert.True(bench.Link.Reports.Count >= 3);
        Assert.True(frame.Channels[0].EnergyMilliwattHours > 0);
        Assert.Equal(Trouble.None, bench.Appliance.WorstTrouble);
        Assert.False(bench.Radio.IsRunning);
    }

    [Fact]
    public void A_new_device_that_is_commissioned_far_from_any_gateway_reports_and_keeps_it()
    {
        var bench = new ApplianceBench().Provision().Start().Run(5);
        bench.CommissionAs(bench.Appliance.Device.DeviceId).Start();
        bench.Link.IsReachable = false;
        bench.Run(200);
        Assert.True(bench.Appliance.Device.Spool.Count >= 3);
        Assert.Equal(1ul, bench.Appliance.Device.Spool.FirstSequence);
    }

    [Fact]
    public void Without_its_state_it_asks_the_gateway_where_its_history_stands_before_it_reports()
    {
        var bench = new ApplianceBench().Provision().Start().Run(5);
        bench.CommissionAs(bench.Appliance.Device.DeviceId);
        bench.Flash.Delete("state-0");
        bench.Flash.Delete("state-1");
        bench.Start().Run(200);
        Assert.Equal(0u, bench.Appliance.Device.Spool.Count);
    }

    [Fact]
    public void Meters_that_this_board_does_not_have_are_a_trouble_and_provisioning_goes_on()
    {
        var description = new byte[MeterDescription.Length];
        new MeterDescription { Instrument = Instrument.Atm90E32, MaximumMilliamps = 50_000, A = 1, B = 1 }.Write(description, 0);
        var bench = new ApplianceBench().Provision(settings => Assert.Null(settings.Set(SettingField.Meters, description))).Start().Run(5);
        Assert.Null(bench.Appliance.Device);
        Assert.Equal(Trouble.MeterSilent, bench.Appliance.WorstTrouble);
    }

    [Fact]
    public void A_reboot_by_command_seals_what_there_is_and_the_next_start_knows_why()
    {
        var bench = new ApplianceBench().Commission().Provision().Start().Run(100);
        Assert.True(bench.Appliance.Handle(CommandOpcode.Reboot, [], 0, 0));
        bench.Run(1);
        Assert.Equal(1, bench.Power.Reboots);
        Assert.True(bench.Appliance.Device.Spool.LastSealedSequence == bench.Appliance.Device.Spool.LastSequence);
        bench.Start().Run(60);
        Assert.Equal(ResetReason.Software, StatusOf(bench).ResetReason);
    }

    [Fact]
    public void A_start_after_a_hang_says_watchdog()
    {
        var bench = new ApplianceBench().Commission().Provision().Start().Run(10);
        Assert.True(bench.Appliance.Watchdog.Check(bench.Now + Watchdog.UsualLimitMilliseconds + 1));
        bench.Start().Run(60);
        Assert.Equal(ResetReason.Watchdog, StatusOf(bench).ResetReason);
    }

    [Fact]
    public void At_night_it_sleeps_with_everything_sealed_and_wakes_as_the_same_device()
    {
        var bench = new ApplianceBench().Commission().Provision(settings => Assert.Null(settings.SetNumber(SettingField.DarkMilliwatts, 2000))).Start().Run(127);
        var before = bench.Appliance.Device.DeviceId;
        bench.EnergyPerSecond = 0;
        bench.Run(3600);
        Assert.Single(bench.Power.Sleeps);
        Assert.False(bench.Relay.Changes[^1]);
        Assert.True(bench.Appliance.Device.Spool.LastSealedSequence == bench.Appliance.Device.Spool.LastSequence);
        var sequence = bench.Appliance.Device.NextSequence;
        bench.ResetReason = ResetReason.WokeFromSleep;
        bench.Start().Run(90);
        Assert.Equal((before, ResetReason.WokeFromSleep), (bench.Appliance.Device.DeviceId, StatusOf(bench).ResetReason));
        Assert.True(bench.Appliance.Device.NextSequence > sequence);
    }

    [Fact]
    public void A_supply_that_falls_ends_the_day_and_one_that_has_not_come_back_ends_the_start()
    {
        var bench = new ApplianceBench().Commission().Provision(settings => Assert.Null(settings.SetNumber(SettingField.LowSupplyMillivolts, 11_000)));
        bench.Power.SupplyMillivolts = 12_500;
        bench.Start().Run(120);
        bench.Power.SupplyMillivolts = 10_500;
        bench.Run(5);
        Assert.Single(bench.Power.Sleeps);
        bench.ResetReason = ResetReason.WokeFromSleep;
        bench.Start();
        Assert.Single(bench.Power.Sleeps);
        Assert.True(bench.Appliance.HasEnded);
        Assert.Null(bench.Appliance.Device);
        bench.Power.SupplyMillivolts = 12_500;
        bench.Start().Run(90);
        Assert.Equal(ResetReason.BrownOut, StatusOf(bench).ResetReason);
    }

    [Fact]
    public void While_a_clamp_is_turned_nothing_is_reported_and_afterwards_it_starts_anew()
    {
        var bench = new ApplianceBench().Commission().Provision().Start().Run(100);
        var sequence = bench.Appliance.Device.NextSequence;
        bench.Cable.Type(InstallerBench.Packet(3, Command(InstallerCommand.BeginCommissioning)));
        bench.Run(200);
        // The last report before it, and no other.
        Assert.True(bench.Appliance.Device.NextSequence <= sequence + 1);
        bench.Cable.Type(InstallerBench.Packet(3, Command(InstallerCommand.EndCommissioning)));
        bench.Run(5);
        Assert.Equal(1, bench.Power.Reboots);
    }

    [Fact]
    public void On_a_small_board_Bluetooth_and_the_meter_take_turns()
    {
        var bench = new ApplianceBench { Profile = BoardProfile.Small }.Commission().Provision().Start().Run(130);
        Assert.False(bench.Radio.IsRunning);
        bench.Press();
        // Metering ended in order, and the next start is the installer's.
        Assert.Equal(1, bench.Power.Reboots);
        var sequence = bench.Appliance.Device.NextSequence;
        bench.Start().Run(30);
        Assert.True(bench.Radio.IsRunning);
        Assert.Null(bench.Appliance.Device);
        bench.Run(40);
        Assert.Equal(1, bench.Power.Reboots);
        bench.Start().Run(130);
        Assert.False(bench.Radio.IsRunning);
        Assert.True(bench.Appliance.Device!.NextSequence > sequence);
    }

    [Fact]
    public void A_small_board_without_a_gateway_meters_all_the_same()
    {
        var bench = new ApplianceBench { Profile = BoardProfile.Small }.Commission()
            .Provision(settings => Assert.Null(settings.Set(SettingField.GatewayHost, []))).Start().Run(250);
        Assert.Equal((0, false), (bench.Power.Reboots, bench.Radio.IsRunning));
        Assert.True(bench.Appliance.Device.Spool.Count >= 2);
    }

    [Fact]
    public void On_the_reference_board_the_meter_goes_on_beside_Bluetooth()
    {
        var bench = new ApplianceBench().Commission().Provision().Start().Run(100);
        bench.Press().Run(20);
        Assert.True(bench.Radio.IsRunning);
        Assert.Equal(0, bench.Power.Reboots);
    }

    [Fact]
    public void A_device_whose_secure_element_falls_silent_becomes_no_other_device()
    {
        var bench = new ApplianceBench { Element = new SilentElement() };
        // It once had its key there.
        Assert.True(new SafeRecord(bench.Flash, "element").Save(new byte[12]));
        bench.Provision().Start().Run(30);
        Assert.DoesNotContain(bench.Flash.Names, name => name.StartsWith("key", StringComparison.Ordinal));
        Assert.Equal(Trouble.SelfTestFailed, bench.Appliance.WorstTrouble);
    }

    [Fact]
    public void The_installers_word_turns_a_blank_element_into_the_key_holder_before_the_first_report()
    {
        var element = new SimulatedAtecc608(new AteccMemory(), new AteccBusFaults(1));
        var bench = new ApplianceBench { Element = element }.Provision().Start().Run(5);
        var before = bench.IdOnCable();
        bench.Tell(InstallerCommand.LockSecureElement, "LOCK " + before);
        Assert.Equal(1, bench.Power.Reboots);
        Assert.DoesNotContain(bench.Flash.Names, name => name.StartsWith("key", StringComparison.Ordinal));
        bench.Start().Run(5);
        Assert.NotEqual(before, bench.IdOnCable());
        Assert.Equal(1, element.Memory.KeysMade);
        Assert.DoesNotContain(bench.Flash.Names, name => name.StartsWith("key", StringComparison.Ordinal));
    }

    [Fact]
    public void A_device_with_a_history_does_not_become_another_one()
    {
        var element = new SimulatedAtecc608(new AteccMemory(), new AteccBusFaults(1));
        var bench = new ApplianceBench { Element = element }.Commission().Provision().Start().Run(200);
        bench.Tell(InstallerCommand.LockSecureElement, "LOCK " + bench.Appliance.Device.DeviceId);
        Assert.Equal((0, 0), (element.Memory.KeysMade, bench.Power.Reboots));
    }

    [Fact]
    public void A_board_with_an_empty_socket_for_the_secure_element_makes_its_own_key()
    {
        var bench = new ApplianceBench { Element = new SilentElement() }.Provision().Start().Run(30);
        Assert.Contains("key-0", bench.Flash.Names);
        Assert.NotNull(bench.Appliance.Device);
    }

    [Fact]
    public void A_generator_that_is_stuck_makes_no_key()
    {
        var bench = new ApplianceBench { Random = new StuckRandom() }.Provision().Start().Run(30);
        Assert.DoesNotContain(bench.Flash.Names, name => name.StartsWith("key", StringComparison.Ordinal));
        Assert.Null(bench.Appliance.Device);
    }

    private static byte[] Command(byte command) => [command, 0];

    private static StatusFrame StatusOf(ApplianceBench bench)
    {
        var published = bench.Link.Publishes.First(p => p.Topic.EndsWith("/status", StringComparison.Ordinal));
        var status = new StatusFrame();
        Assert.True(status.TryRead(published.Payload, 0, published.Payload.Length, out _));
        return status;
    }

    private sealed class SilentElement : II2cPort
    {
        public bool Send(byte[] from, int at, int count) => false;

        public bool Receive(byte[] into, int at, int count) => false;

        public void Wake(int microseconds) { }

        public void Delay(int milliseconds) { }
    }

    private sealed class StuckRandom : IRandom
    {
        public void Fill(byte[] into) => Array.Fill(into, (byte)0x5A);
    }
}
