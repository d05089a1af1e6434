using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Metering;

public sealed class SeriesTests : IDisposable
{
    private const long Start = TestMeter.FirstSlotStart;
    private const long SlotMilliwattHours = 300_000 / 60;

    private readonly TestMeter meter = new();
    private readonly TestGateway gateway;

    public SeriesTests() => gateway = new(meter);

    [Fact]
    public void Missing_reports_are_gaps_and_never_zero()
    {
        var frames = meter.Reports(30);
        gateway.Submit(meter, [.. frames[..10], .. frames[20..]]);
        var points = Generation(60, 30);

        // The first report is the baseline; the one after the gap has no neighbour to count from.
        Assert.Equal([.. Enumerable.Range(0, 30).Select(slot => slot is 0 or (>= 10 and <= 20) ? PointState.Gap : PointState.Sealed)], points.Select(point => point.State));
        Assert.All(points, point => Assert.Equal(point.State == PointState.Gap ? null : SlotMilliwattHours, point.EnergyMilliwattHours));
        Assert.All(points, point => Assert.Equal(point.State == PointState.Gap ? null : 300_000, point.MeanPowerMilliwatts));
    }

    [Fact]
    public void Unsealed_reports_are_provisional_and_a_seal_changes_that()
    {
        gateway.Submit(meter, [.. meter.Reports(5), meter.Report(), meter.Report()]);
        Assert.Equal([PointState.Provisional, PointState.Provisional], Generation(60, 7)[5..].Select(point => point.State));
        Assert.Equal(SlotMilliwattHours, Generation(60, 7)[5].EnergyMilliwattHours);

        gateway.Submit(meter, meter.Report(seal: true));
        Assert.All(Generation(60, 8)[5..], point => Assert.Equal(PointState.Sealed, point.State));
    }

    [Fact]
    public void Slots_are_told_to_the_second_in_the_order_of_their_time()
    {
        gateway.Submit(meter, meter.Reports(3));
        meter.State = meter.State with { NextSlotStart = meter.NextSlotStart + 45 };
        gateway.Submit(meter, meter.Report(), meter.Report());

        var slots = gateway.Catalogue.Slots(meter.Id, Start, Start + 86_400);
        Assert.Equal([ChannelRole.Generation, ChannelRole.MiningLoad], slots.Roles);
        Assert.Equal([(60, 120), (120, 180), (225, 285), (285, 345)], slots.Slots.Select(slot => (slot.StartUnixSeconds - Start, slot.EndUnixSeconds - Start)));
        Assert.Equal([PointState.Sealed, PointState.Sealed, PointState.Provisional, PointState.Provisional], slots.Slots.Select(slot => slot.State));
        Assert.All(slots.Slots, slot => Assert.Equal(SlotMilliwattHours, slot.EnergyMilliwattHours[0]));
        Assert.Equal([(120, 180)], gateway.Catalogue.Slots(meter.Id, Start + 120, Start + 180).Slots.Select(slot => (slot.StartUnixSeconds - Start, slot.EndUnixSeconds - Start)));
    }

    [Fact]
    public void Steps_of_an_hour_add_up_to_steps_of_a_minute()
    {
        gateway.Submit(meter, meter.Reports(60));
        gateway.Submit(meter, meter.Reports(60));
        gateway.Submit(meter, [.. Enumerable.Range(0, 30).Select(index => meter.Report(seal: index == 29, watts: 100 + 5 * index))]);
        var hours = Generation(3600, 3);
        var minutes = Generation(60, 180);
        for (var hour = 0; hour < 3; hour++)
            Assert.Equal(minutes[(60 * hour)..(60 * hour + 60)].Sum(point => point.EnergyMilliwattHours ?? 0), hours[hour].EnergyMilliwattHours);
        Assert.Equal([3540, 3600, 1800], hours.Select(point => point.CoveredSeconds));
        Assert.Equal(300_000, hours[1].MeanPowerMilliwatts);
    }

    [Fact]
    public void A_day_of_time_without_the_device_is_a_gap_of_hours()
    {
        gateway.Submit(meter, meter.Reports(60));
        meter.State = meter.State with { NextSlotStart = meter.NextSlotStart + 7200 };
        gateway.Submit(meter, meter.Reports(60));
        Assert.Equal([PointState.Sealed, PointState.Gap, PointState.Gap, PointState.Sealed], Generation(3600, 4).Select(point => point.State));
    }

    [Fact]
    public void The_boundary_of_a_day_is_the_last_report_that_ended_by_then()
    {
        gateway.Submit(meter, meter.Reports(30));
        Assert.Equal(10ul, gateway.Catalogue.LastSealedAtOrBefore(meter.Id, Start + 600)!.Sequence);
        Assert.Equal(9ul, gateway.Catalogue.LastSealedAtOrBefore(meter.Id, Start + 599)!.Sequence);
        Assert.Equal(30ul, gateway.Catalogue.LastSealedAtOrBefore(meter.Id, long.MaxValue)!.Sequence);
        Assert.Null(gateway.Catalogue.LastSealedAtOrBefore(meter.Id, Start + 59));
    }

    [Fact]
    public void A_provisional_report_is_no_boundary()
    {
        gateway.Submit(meter, [.. meter.Reports(10), meter.Report()]);
        Assert.Equal(10ul, gateway.Catalogue.LastSealedAtOrBefore(meter.Id, long.MaxValue)!.Sequence);
    }

    [Fact]
    public void Reports_without_a_time_do_not_hide_how_far_the_seals_reach()
    {
        gateway.Submit(meter, meter.Reports(10));
        var untimed = meter.Report(seal: true, change: frame => (frame.Flags, frame.SlotStart, frame.SlotSeconds, frame.IntervalCount) = ((ushort)(frame.Flags | ReportFlags.ClockNotSynchronised), 1, 1, 0));
        gateway.Submit(meter.Id, DateTimeOffset.FromUnixTimeSeconds(Start + 700), untimed);
        Assert.Equal((11ul, 10ul), (gateway.Catalogue.Have(meter.Id).Sequence, gateway.Catalogue.LastTimedUpTo(meter.Id, 11)!.Sequence));
        Assert.Equal(4ul, gateway.Catalogue.LastTimedUpTo(meter.Id, 4)!.Sequence);
        var status = gateway.Catalogue.Status(meter.Id, Start, DateTimeOffset.FromUnixTimeSeconds(Start + 700));
        Assert.Equal((Start + 600, 9 * SlotMilliwattHours), (status.SealedUpToUnixSeconds, status.EnergyTodayMilliwattHours));
        Assert.Null(gateway.Catalogue.LastTimedUpTo(meter.Id, 0));
    }

    /// <summary>It would take years to look at every sequence on the way down.</summary>
    [Fact]
    public void A_made_up_sequence_without_a_time_keeps_nobody_waiting()
    {
        gateway.Submit(meter, meter.Reports(10));
        gateway.Submit(meter.Id, TestGateway.ReceivedAfter(meter), meter.Report(seal: true, change: frame =>
        {
            frame.Sequence = 1ul << 62;
            frame.Flags |= ReportFlags.ClockNotSynchronised | ReportFlags.HistoryLost;
        }));
        Assert.Equal(1ul << 62, gateway.Catalogue.Have(meter.Id).Sequence);
        Assert.Equal(10ul, gateway.Catalogue.LastTimedUpTo(meter.Id, 1ul << 62)!.Sequence);
        Assert.Equal(Start + 600, gateway.Catalogue.Status(meter.Id, Start, DateTimeOffset.FromUnixTimeSeconds(Start + 700)).SealedUpToUnixSeconds);
    }

    [Fact]
    public void A_slot_of_the_far_future_does_not_make_the_energy_of_today_dear()
    {
        gateway.Submit(meter, meter.Reports(10));
        gateway.Submit(meter.Id, TestGateway.ReceivedAfter(meter), meter.Report(seal: true, change: frame => frame.SlotStart = 4_200_000_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var status = gateway.Catalogue.Status(meter.Id, Start, DateTimeOffset.FromUnixTimeSeconds(Start + 700));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Equal(9 * SlotMilliwattHours, status.EnergyTodayMilliwattHours);
    }

    [Fact]
    public void Sealed_reports_are_read_from_any_sequence_to_any_other()
    {
        gateway.Submit(meter, meter.Reports(1000, sealEvery: 3)[..60]);
        Assert.Equal(Enumerable.Range(17, 25).Select(sequence => (ulong)sequence), gateway.Catalogue.SealedReports(meter.Id, 17, 41).Select(report => report.Sequence));
        Assert.Equal(5_000_000 + 17 * SlotMilliwattHours, gateway.Catalogue.SealedReports(meter.Id, 17).First().Channels[0].EnergyMilliwattHours);
    }

    [Fact]
    public void Frames_are_streamed_across_many_runs_in_order()
    {
        var frames = meter.Reports(400, sealEvery: 2);
        foreach (var chunk in frames.Chunk(50)) gateway.Submit(meter, chunk);
        Assert.Equal(frames[123..], gateway.Catalogue.FramesFrom(meter.Id, 124));
    }

    [Fact]
    public void The_status_tells_power_energy_and_age()
    {
        gateway.Submit(meter, [.. meter.Reports(60), meter.Report(watts: 240)]);
        var now = DateTimeOffset.FromUnixTimeSeconds(Start + 3700);
        var status = gateway.Catalogue.Status(meter.Id, Start + 1800, now);
        Assert.Equal((60ul, 61ul, 240_000L, Start + 3600), (status.SealedSequence, status.NewestSequence, status.PowerMilliwatts, status.SealedUpToUnixSeconds));
        Assert.Equal(30 * SlotMilliwattHours, status.EnergyTodayMilliwattHours);
        Assert.Equal(5_000_000 + 60 * SlotMilliwattHours, status.EnergyTotalMilliwattHours);
        Assert.Equal(TestGateway.ReceivedAfter(meter).ToUnixTimeSeconds(), status.LastSeenUnixSeconds);
    }

    [Fact]
    public void The_status_tells_when_mining_is_held_back_and_when_no_more()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(Start + 3700);
        gateway.Submit(meter, meter.Report(change: frame => frame.Flags |= ReportFlags.MiningPaused));
        Assert.True(gateway.Catalogue.Status(meter.Id, Start, now).IsMiningPaused);
        gateway.Submit(meter, meter.Report());
        Assert.False(gateway.Catalogue.Status(meter.Id, Start, now).IsMiningPaused);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(0)]
    public void The_status_of_a_storage_adds_up_what_it_receives_from_all_feeders(byte intervalCount)
    {
        // The meter's second channel runs at half of the first; a third one delivers and is not received.
        void AsStorage(ReportFrame frame)
        {
            (frame.ChannelCount, frame.IntervalCount) = (3, intervalCount);
            frame.Channels[0].Role = frame.Channels[1].Role = ChannelRole.StorageReceived;
            frame.Channels[2].Role = ChannelRole.StorageDelivered;
        }
        gateway.Submit(meter, [.. Enumerable.Range(1, 60).Select(_ => meter.Report(seal: true, change: AsStorage)), meter.Report(watts: 240, change: AsStorage)]);

        var status = gateway.Catalogue.Status(meter.Id, Start + 1800, DateTimeOffset.FromUnixTimeSeconds(Start + 3700));
        Assert.Equal(240_000L + 120_000, status.PowerMilliwatts);
        Assert.Equal(30 * (SlotMilliwattHours + SlotMilliwattHours / 2), status.EnergyTodayMilliwattHours);
        Assert.Equal((5_000_000 + 60 * SlotMilliwattHours) * 3 / 2, status.EnergyTotalMilliwattHours);
    }

    [Fact]
    public void A_counter_that_nobody_could_have_measured_does_not_keep_the_list_from_being_told()
    {
        gateway.Submit(meter, meter.Report(seal: true, change: frame =>
        {
            frame.Channels[0].Role = frame.Channels[1].Role = ChannelRole.StorageReceived;
            frame.Channels[0].EnergyMilliwattHours = frame.Channels[1].EnergyMilliwattHours = long.MaxValue;
        }));
        Assert.Equal(long.MaxValue, gateway.Catalogue.Status(meter.Id, Start, DateTimeOffset.FromUnixTimeSeconds(Start + 60)).EnergyTotalMilliwattHours);
    }

    [Fact]
    public void Of_a_device_that_never_reported_nothing_is_known()
    {
        var status = gateway.Catalogue.Status(meter.Id, Start, DateTimeOffset.FromUnixTimeSeconds(Start));
        Assert.Equal((null, null, null, null), (status.LastSeenUnixSeconds, status.PowerMilliwatts, status.EnergyTodayMilliwattHours, status.EnergyTotalMilliwattHours));
        Assert.Empty(gateway.Catalogue.Series(meter.Id, Start, Start + 3600, 60).Channels);
    }

    public void Dispose() => gateway.Dispose();

    private SeriesPoint[] Generation(int stepSeconds, int steps) => [.. gateway.Catalogue.Series(meter.Id, Start, Start + (long)steps * stepSeconds, stepSeconds).Channels[0].Points];
}
