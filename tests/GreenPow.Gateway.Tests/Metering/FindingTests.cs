using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Metering;

/// <summary>Each finding by itself: the report counts as history, the finding is the only one, and the reports after it have none.</summary>
public sealed class FindingTests : IDisposable
{
    private readonly TestMeter meter = new();
    private readonly TestGateway gateway;

    public FindingTests()
    {
        gateway = new(meter);
        gateway.Submit(meter, meter.Reports(5));
    }

    [Fact]
    public void A_meter_that_tells_the_truth_has_none()
    {
        gateway.Submit(meter, meter.Reports(120));
        Assert.Empty(gateway.Catalogue.Findings(meter.Id));
    }

    [Fact]
    public void A_report_that_names_another_predecessor() => AssertOnly(Finding.ChainBroken, 5, frame => frame.Previous[31] ^= 1);

    [Fact]
    public void A_channel_that_changes_its_role() => AssertOnly(Finding.ChainBroken, 5, frame => frame.Channels[1].Role = ChannelRole.OtherLoad, thenTruth: false);

    [Fact]
    public void A_channel_that_disappears() => AssertOnly(Finding.ChainBroken, 5, frame => frame.ChannelCount = 1, thenTruth: false);

    [Fact]
    public void A_counter_that_goes_back() => AssertOnly(Finding.CounterWentBack, 5, frame => frame.Channels[0].EnergyMilliwattHours -= 100_000, thenTruth: false);

    [Fact]
    public void A_slot_that_begins_before_the_last_one_ended() => AssertOnly(Finding.SlotOverlap, 5, frame => frame.SlotStart -= 30);

    [Fact]
    public void A_slot_of_yesterday() => AssertOnly(Finding.SlotOverlap, 5, frame => frame.SlotStart -= 86_400, thenTruth: false);

    [Fact]
    public void A_curve_that_tells_less_than_the_counter() => AssertOnly(Finding.CurveMismatch, 5, frame => Array.Fill(frame.Channels[0].MeanPowerMilliwatts, 296_000));

    [Fact]
    public void A_curve_within_one_percent_is_no_mismatch()
    {
        gateway.Submit(meter, meter.Report(seal: true, change: frame => Array.Fill(frame.Channels[0].MeanPowerMilliwatts, 297_100)));
        Assert.Empty(gateway.Catalogue.Findings(meter.Id));
    }

    [Fact]
    public void A_curve_within_ten_milliwatt_hours_is_no_mismatch()
    {
        gateway.Submit(meter, meter.Report(seal: true, watts: 0, change: frame => Array.Fill(frame.Channels[0].MeanPowerMilliwatts, 599)));
        Assert.Empty(gateway.Catalogue.Findings(meter.Id));
    }

    [Fact]
    public void A_report_without_a_curve_has_no_mismatch()
    {
        gateway.Submit(meter, meter.Report(seal: true, change: frame => frame.IntervalCount = 0));
        Assert.Empty(gateway.Catalogue.Findings(meter.Id));
    }

    [Fact]
    public void More_than_130_percent_of_the_registered_watts_in_a_slot() => AssertOnly(Finding.OverCapacity, 5, watts: 525);

    [Fact]
    public void A_slot_at_129_percent_is_sun_between_clouds()
    {
        gateway.Submit(meter, meter.Report(seal: true, watts: 516));
        Assert.Empty(gateway.Catalogue.Findings(meter.Id));
    }

    [Fact]
    public void More_than_105_percent_over_an_hour()
    {
        gateway.Submit(meter, [.. Enumerable.Range(1, 120).Select(index => meter.Report(seal: index % 10 == 0, watts: 440))]);
        Assert.Equal([(Finding.OverCapacity, 0u, 1ul, 61ul), (Finding.OverCapacity, 0u, 61ul, 121ul)],
            gateway.Catalogue.Findings(meter.Id).Select(found => (found.Kind, found.Subject, found.FromSequence, found.ToSequence)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_made_up_sequence_far_above_does_not_end_the_rule_of_the_hour(bool timed)
    {
        var before = meter.State;
        gateway.Submit(meter.Id, TestGateway.ReceivedAfter(meter), meter.Report(seal: true, change: frame =>
        {
            frame.Sequence = 1_000_000_000;
            if (!timed) Untimed(frame);
        }));
        meter.State = before;
        gateway.Submit(meter, [.. Enumerable.Range(1, 120).Select(index => meter.Report(seal: index % 10 == 0, watts: 440))]);
        Assert.Equal([(Finding.OverCapacity, 1ul, 61ul), (Finding.OverCapacity, 61ul, 121ul)],
            gateway.Catalogue.Findings(meter.Id, toSequence: 999_999_999).Select(found => (found.Kind, found.FromSequence, found.ToSequence)));
    }

    [Fact]
    public void The_rule_of_the_hour_goes_on_over_a_hole_and_a_restart()
    {
        gateway.Submit(meter, [.. Enumerable.Range(1, 20).Select(index => meter.Report(seal: index % 10 == 0, watts: 440))]);
        var late = Enumerable.Range(1, 20).Select(index => meter.Report(seal: index % 10 == 0, watts: 440)).ToArray();
        gateway.Restart();
        gateway.Submit(meter, [.. Enumerable.Range(1, 80).Select(index => meter.Report(seal: index % 10 == 0, watts: 440))]);
        gateway.Submit(meter, late);
        Assert.Equal([(Finding.OverCapacity, 1ul, 61ul), (Finding.OverCapacity, 61ul, 121ul)],
            gateway.Catalogue.Findings(meter.Id).Select(found => (found.Kind, found.FromSequence, found.ToSequence)));
    }

    [Fact]
    public void A_slot_that_ends_more_than_300_seconds_ahead()
    {
        var frame = meter.Report(seal: true);
        gateway.Submit(meter.Id, DateTimeOffset.FromUnixTimeSeconds(meter.NextSlotStart - 301), frame);
        AssertFound(Finding.InFuture, 5);
    }

    [Fact]
    public void A_slot_that_ends_300_seconds_ahead_is_a_clock_within_its_limit()
    {
        var frame = meter.Report(seal: true);
        gateway.Submit(meter.Id, DateTimeOffset.FromUnixTimeSeconds(meter.NextSlotStart - 300), frame);
        Assert.Empty(gateway.Catalogue.Findings(meter.Id));
    }

    [Fact]
    public void A_slot_that_ended_more_than_30_days_ago()
    {
        var frame = meter.Report(seal: true);
        gateway.Submit(meter.Id, DateTimeOffset.FromUnixTimeSeconds(meter.NextSlotStart).AddDays(30).AddSeconds(1), frame);
        AssertFound(Finding.TooOld, 5);
    }

    [Fact]
    public void Time_since_boot_is_no_time_to_judge()
    {
        gateway.Submit(meter, meter.Report(seal: true, change: frame => { frame.Flags |= ReportFlags.ClockNotSynchronised; frame.SlotStart = 60; }));
        Assert.Empty(gateway.Catalogue.Findings(meter.Id));
    }

    /// <summary>A meter without a time server, at 75 % of its watts; ten of its reports come later than the ten behind them.</summary>
    [Fact]
    public void Energy_over_a_hole_without_times_is_that_of_all_its_slots()
    {
        byte[][] Ten() => [.. Enumerable.Range(1, 10).Select(index => meter.Report(seal: index == 10, change: Untimed))];
        var (first, second, third) = (Ten(), Ten(), Ten());
        foreach (var ten in (byte[][][])[first, third, second]) gateway.Submit(meter.Id, DateTimeOffset.FromUnixTimeSeconds(TestMeter.FirstSlotStart + 3600), ten);
        Assert.Equal(35ul, gateway.Catalogue.Have(meter.Id).Sequence);
        Assert.Empty(gateway.Catalogue.Findings(meter.Id));
    }

    [Fact]
    public void A_made_up_sequence_without_a_time_hides_no_more_energy_than_there_was_time()
    {
        var received = TestGateway.ReceivedAfter(meter).AddMinutes(5);
        gateway.Submit(meter.Id, received, meter.Report(seal: true, watts: 60 * TestMeter.CapacityWatts, change: frame =>
        {
            frame.Sequence = 1ul << 62;
            Untimed(frame);
        }));
        Assert.Equal([(Finding.OverCapacity, 0u), (Finding.OverCapacity, 1u)], gateway.Catalogue.Findings(meter.Id).Select(found => (found.Kind, found.Subject)));
    }

    [Fact]
    public void A_first_report_of_another_network_or_device()
    {
        var other = new TestMeter();
        using var fresh = new TestGateway(other);
        fresh.Submit(other, other.Report(seal: true, change: frame => frame.Previous[0] ^= 1));
        Assert.Equal((Finding.ChainBroken, 0ul, 1ul), Assert.Single(fresh.Catalogue.Findings(other.Id)) is var found ? (found.Kind, found.FromSequence, found.ToSequence) : default);
    }

    [Fact]
    public void They_wait_for_the_seal()
    {
        gateway.Submit(meter, meter.Report(watts: 525));
        Assert.Empty(gateway.Catalogue.Findings(meter.Id));
        gateway.Submit(meter, meter.Report(seal: true));
        AssertFound(Finding.OverCapacity, 5);
    }

    [Fact]
    public void A_counter_that_went_back_is_found_across_a_gap_too()
    {
        meter.Report();
        gateway.Submit(meter, meter.Report(seal: true, change: frame => frame.Channels[0].EnergyMilliwattHours -= 2_000_000));
        var found = Assert.Single(gateway.Catalogue.Findings(meter.Id));
        Assert.Equal((Finding.CounterWentBack, 5ul, 7ul), (found.Kind, found.FromSequence, found.ToSequence));
    }

    [Fact]
    public void The_largest_counters_there_can_be_do_not_stop_the_gateway()
    {
        for (var index = 0; index < 4; index++)
        {
            var energy = index % 2 == 0 ? long.MaxValue : 0;
            gateway.Submit(meter, meter.Report(seal: true, change: frame => { frame.Channels[0].EnergyMilliwattHours = (ulong)energy; Array.Fill(frame.Channels[0].MeanPowerMilliwatts, int.MaxValue); }));
        }
        Assert.Contains(gateway.Catalogue.Findings(meter.Id), found => found.Kind == Finding.CounterWentBack);
        Assert.NotEmpty(gateway.Catalogue.Series(meter.Id, TestMeter.FirstSlotStart, TestMeter.FirstSlotStart + 7200, 3600).Channels);
    }

    public void Dispose() => gateway.Dispose();

    private static void Untimed(ReportFrame frame)
    {
        frame.Flags |= ReportFlags.ClockNotSynchronised;
        frame.SlotStart = (uint)(frame.Sequence % 1_000_000) * TestMeter.SlotSeconds;
    }

    private void AssertOnly(Finding kind, ulong fromSequence, Action<ReportFrame>? change = null, int watts = 300, bool thenTruth = true)
    {
        var result = gateway.Submit(meter, meter.Report(seal: true, watts, change));
        Assert.Equal((1, 0, fromSequence + 1), (result.Accepted, result.Refused, result.Have.Sequence));
        AssertFound(kind, fromSequence);
        if (!thenTruth) return;
        gateway.Submit(meter, meter.Reports(3));
        AssertFound(kind, fromSequence);
    }

    private void AssertFound(Finding kind, ulong fromSequence)
    {
        var found = Assert.Single(gateway.Catalogue.Findings(meter.Id));
        Assert.Equal((kind, fromSequence, fromSequence + 1), (found.Kind, found.FromSequence, found.ToSequence));
        Assert.NotEmpty(found.Text);
        Assert.Equal(DeviceState.Registered, gateway.Catalogue.Device(meter.Id)!.State);
    }
}
