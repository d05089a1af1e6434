using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

/// <summary>What lets the miner run and what holds it back, beyond generation and its margins.</summary>
public class MiningControlTests
{
    private static Bench NewBench(Action<DeviceOptions>? configure = null)
    {
        Bench bench = new() { Signer = new ConstantSigner() };
        configure?.Invoke(bench.Options);
        bench.Commission().Boot();
        bench.Link.IsReachable = true;
        return bench.Run(3);
    }

    private static bool[] Flags(Bench bench) => [.. bench.Reports().Select(r => (r.Flags & ReportFlags.MiningPaused) != 0)];

    [Fact]
    public void A_pause_stops_miner_and_heartbeat_until_it_is_resumed_over_every_boot()
    {
        Bench bench = NewBench();
        bench.Deliver(7, 100_000, 0x1D00FFFF);
        bench.Run(30);
        Assert.True(bench.Device.HashesTotal > 0);
        bench.Command(1, CommandOpcode.PauseMining, [0, 0, 0, 0]);
        bench.Run(2);
        Assert.Equal((CommandOpcode.PauseMining, CommandResult.Done), (bench.Device.LastCommand, bench.Device.LastCommandResult));
        Assert.Equal([true, false], bench.Switch.Changes);
        bench.Boot();
        bench.Link.IsReachable = true;
        bench.Run(3);
        bench.Deliver(8, 100_000, 0x1D00FFFF);
        bench.Run(600);
        Assert.Equal(0ul, bench.Device.HashesTotal);
        Assert.False(bench.Switch.Changes[^1]);
        Assert.All(Flags(bench), Assert.True);
        bench.Command(2, CommandOpcode.ResumeMining, []);
        bench.Run(180);
        Assert.True(bench.Switch.Changes[^1]);
        Assert.False(Flags(bench)[^1]);
        Assert.True(bench.Device.HashesTotal > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pause_with_an_end_ends_by_itself(bool hasTime)
    {
        Bench bench = NewBench();
        bench.Clock.IsSynchronised = hasTime;
        bench.Command(1, CommandOpcode.PauseMining, [120, 0, 0, 0]);
        bench.Run(100);
        Assert.False(bench.Device.MayMine);
        bench.Run(30);
        Assert.True(bench.Device.MayMine);
    }

    [Fact]
    public void A_pause_goes_on_over_a_boot_and_ends_at_its_time()
    {
        Bench bench = NewBench();
        bench.Command(1, CommandOpcode.PauseMining, [44, 1, 0, 0]);
        bench.Run(60).Boot().Run(200);
        Assert.False(bench.Device.MayMine);
        Assert.True(bench.Run(60).Device.MayMine);
    }

    [Fact]
    public void A_schedule_opens_and_closes_by_utc_minutes_and_days()
    {
        // 2026-06-21, the bench's day, is a Sunday: bit 6. Open from 00:05 to 00:10.
        Bench bench = NewBench(o => o.MinerSchedule = [1 << 6, 5, 0, 10, 0]);
        Assert.False(bench.Run(290).Device.MayMine);
        Assert.True(bench.Run(20).Device.MayMine);
        Assert.False(bench.Run(300).Device.MayMine);
        Assert.Equal([true, true, true, true, true, false, false, false, false, false], Flags(bench));
    }

    [Theory]
    [InlineData("2026-06-20T23:30:00Z", true)]
    [InlineData("2026-06-21T00:59:00Z", true)]
    [InlineData("2026-06-21T01:00:00Z", false)]
    [InlineData("2026-06-21T23:30:00Z", false)]
    [InlineData("2026-06-20T22:59:00Z", false)]
    public void An_entry_over_midnight_belongs_to_the_day_it_begins_on(string utc, bool isOpen)
    {
        // Saturdays from 23:00 to 01:00.
        byte[] entry = [1 << 5, 0x64, 0x05, 60, 0];
        Assert.Equal(isOpen, MinerSchedule.IsOpen(entry, DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds()));
    }

    [Fact]
    public void A_schedule_without_a_clock_is_closed()
    {
        Bench bench = new() { Signer = new ConstantSigner() };
        bench.Options.MinerSchedule = [0x7F, 0, 0, 0, 0];
        bench.Clock.IsSynchronised = false;
        bench.Commission().Boot().Run(120);
        Assert.False(bench.Device.MayMine);
        bench.Clock.IsSynchronised = true;
        Assert.True(bench.Run(2).Device.MayMine);
    }

    [Fact]
    public void A_silent_generation_meter_is_no_surplus()
    {
        Bench bench = NewBench(o => (o.MinerOnMilliwatts, o.MinerOffMilliwatts) = (80_000, 50_000));
        Assert.True(bench.Run(60).Device.MayMine);
        bench.Meter.IsBroken = true;
        Assert.False(bench.Run(40).Device.MayMine);
        Assert.False(bench.Switch.Changes[^1]);
    }

    [Fact]
    public void By_the_batterys_voltage_the_miner_starts_high_and_stops_low()
    {
        Bench bench = NewBench(o => (o.MinerOnMillivolts, o.MinerOffMillivolts) = (13_200, 12_600));
        bench.Power.SupplyMillivolts = 13_100;
        Assert.False(bench.Run(60).Device.MayMine);
        bench.Power.SupplyMillivolts = 13_300;
        Assert.True(bench.Run(60).Device.MayMine);
        bench.Power.SupplyMillivolts = 12_700;
        Assert.True(bench.Run(60).Device.MayMine);
        bench.Power.SupplyMillivolts = -1;
        Assert.False(bench.Run(60).Device.MayMine);
    }

    [Fact]
    public void A_proportional_output_follows_the_surplus()
    {
        Bench bench = NewBench(o => (o.MinerOnMilliwatts, o.MinerOffMilliwatts, o.MinerFullMilliwatts) = (80_000, 50_000, 250_000));
        Assert.Equal(0, bench.Pwm.Permilles[^1]);
        bench.Meter.Milliwatts = 150_000;
        bench.Run(60);
        Assert.Equal(500, bench.Pwm.Permilles[^1]);
        bench.Meter.Milliwatts = 400_000;
        Assert.Equal(1000, bench.Run(2).Pwm.Permilles[^1]);
        bench.Meter.Milliwatts = 10_000;
        bench.Run(60);
        Assert.Equal(0, bench.Pwm.Permilles[^1]);
    }

    [Fact]
    public void An_order_by_http_is_repeated_until_the_miner_confirms_it()
    {
        Bench bench = NewBench(o => (o.MinerOnMilliwatts, o.MinerOffMilliwatts, o.MinerUrl) = (80_000, 50_000, "http://192.168.1.40"));
        bench.Meter.Milliwatts = 10_000;
        Assert.All(bench.Http.Requests, r => Assert.Equal("POST http://192.168.1.40/api/system/pause", r));
        bench.Http.Answer = HttpState.Failed;
        bench.Meter.Milliwatts = 100_000;
        bench.Http.Requests.Clear();
        bench.Run(120);
        Assert.InRange(bench.Http.Requests.Count, 3, 8);
        Assert.All(bench.Http.Requests, r => Assert.Equal("POST http://192.168.1.40/api/system/resume", r));
        bench.Http.Answer = 200;
        bench.Run(120);
        bench.Http.Requests.Clear();
        bench.Run(290);
        Assert.InRange(bench.Http.Requests.Count, 0, 1);
        // A miner that was restarted meanwhile learns within five minutes what it may do.
        Assert.InRange(bench.Run(600).Http.Requests.Count, 2, 4);
    }

    [Fact]
    public void A_report_interval_holds_from_the_next_slot_on_and_over_every_boot()
    {
        Bench bench = NewBench();
        bench.Command(1, CommandOpcode.ReportInterval, [0x2C, 1]);
        bench.Run(600);
        Assert.Equal(300, bench.Device.SlotSeconds);
        Assert.Equal([60, 240, 300], bench.Reports().Select(r => (int)r.SlotSeconds));
        ReportFrame last = bench.Boot().Run(300).Reports()[^1];
        Assert.Equal(0u, (last.SlotStart + last.SlotSeconds) % 300);
        Assert.InRange(last.SlotSeconds, 290, 300);
    }

    [Theory]
    [InlineData(CommandOpcode.ReportInterval, new byte[] { 9, 0 }, CommandResult.SlotSecondsOutOfRange)]
    [InlineData(CommandOpcode.ReportInterval, new byte[] { 0x11, 0x0E }, CommandResult.SlotSecondsOutOfRange)]
    [InlineData(CommandOpcode.SealInterval, new byte[] { 0 }, CommandResult.ReportsPerSealOutOfRange)]
    [InlineData(CommandOpcode.SealInterval, new byte[] { 61 }, CommandResult.ReportsPerSealOutOfRange)]
    [InlineData(CommandOpcode.SealInterval, new byte[] { 5 }, CommandResult.Done)]
    public void What_is_out_of_range_is_refused_with_its_reason(byte opcode, byte[] payload, byte result)
    {
        Bench bench = NewBench();
        bench.Command(1, opcode, payload);
        bench.Run(2);
        Assert.Equal(result, bench.Device.LastCommandResult);
        Assert.DoesNotContain("unknown", CommandResult.Text(result), StringComparison.Ordinal);
    }

    [Fact]
    public void A_seal_interval_changes_how_often_reports_are_sealed()
    {
        Bench bench = NewBench();
        bench.Command(1, CommandOpcode.SealInterval, [5]);
        Assert.Equal([1ul, 5, 10, 15], bench.Run(1000).Reports().Where(r => r.IsSealed).Select(r => r.Sequence));
    }

    [Fact]
    public void A_new_calibration_holds_from_the_report_that_it_names_and_the_counter_goes_on()
    {
        Bench bench = NewBench().Run(290);
        CommissioningFrame next = bench.Commissioning(new CommissioningChannel { Role = ChannelRole.OtherLoad, UncertaintyHundredths = 80, GainPartsPerMillion = 100_000 });
        (next.Record, next.FromSequence) = (2, 8);
        Assert.True(bench.Device.Commission(next));
        List<ReportFrame> reports = bench.Run(420).Reports();
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2], reports.Select(r => (int)r.Channels[0].Calibration));
        Assert.Equal((ChannelRole.Generation, ChannelRole.OtherLoad), (reports[6].Channels[0].Role, reports[7].Channels[0].Role));
        Assert.InRange(reports[9].Channels[0].EnergyMilliwattHours - reports[8].Channels[0].EnergyMilliwattHours, 1833ul, 1834ul);
        Assert.InRange(reports[6].Channels[0].EnergyMilliwattHours - reports[5].Channels[0].EnergyMilliwattHours, 1666ul, 1667ul);
    }

    [Fact]
    public void A_calibration_that_waits_survives_a_boot_and_takes_over_once()
    {
        Bench bench = NewBench().Run(120);
        CommissioningFrame next = bench.Commissioning(new CommissioningChannel { Role = ChannelRole.Generation, UncertaintyHundredths = 80 });
        (next.Record, next.FromSequence) = (2, 5);
        Assert.True(bench.Device.Commission(next));
        bench.Boot().Run(240).Boot().Run(120);
        Assert.Equal([1, 1, 1, 1, 2, 2, 2], bench.Reports().Take(7).Select(r => (int)r.Channels[0].Calibration));
    }
}
