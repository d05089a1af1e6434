namespace GreenPow.Energy.Tests;

public class ChainJudgeTests
{
    private static readonly EnergyRole[] roles = [EnergyRole.Generation];

    private static List<SealedPoint> Hour() => Chains.Of(Chains.Exact, roles, Enumerable.Repeat(new long[] { 10 }, 60));

    private static void OpenAnew(List<SealedPoint> points, int at)
    {
        for (var i = at; i < points.Count; i++) points[i] = points[i] with { Segment = 1, OpensSegment = i == at };
    }

    private static long Counted(JudgedChain chain) => EnergySum.Over(chain.Steps).Of(EnergyRole.Generation).Value.Value;

    [Fact]
    public void An_unbroken_hour_counts_whole() => Assert.Equal(600, Counted(Chains.Judge(Hour())));

    [Fact]
    public void The_boundary_is_the_last_report_that_ends_at_or_before_the_end()
    {
        var chain = Chains.Judge(Hour(), end: 30 * 60 + 59);
        Assert.Equal(31ul, chain.Boundary!.Sequence);
        Assert.Equal(300, Counted(chain));
    }

    [Fact]
    public void A_finding_takes_out_the_energy_around_it_and_nothing_else()
    {
        var chain = Chains.Judge(Hour(), new Doubt(10, 12, "too much"));
        Assert.Equal(580, Counted(chain));
        Assert.Equal(20, EnergySum.LeftOut(chain.Steps, EnergyRole.Generation).Sum(part => part.Energy.Value));
    }

    [Fact]
    public void No_difference_spans_two_segments()
    {
        var points = Hour();
        OpenAnew(points, 30);
        Assert.Equal(590, Counted(Chains.Judge(points)));
    }

    [Fact]
    public void What_is_missing_before_a_new_segment_is_not_waited_for()
    {
        var points = Hour();
        OpenAnew(points, 30);
        points.RemoveRange(25, 5);
        var chain = ChainJudge.Judge(points, [], new(0, long.MaxValue, OldestThatMayCome: 0));
        Assert.Null(chain.WaitsForSequence);
        Assert.Equal(240 + 300, Counted(chain));
    }

    [Fact]
    public void The_first_reports_of_a_new_segment_are_waited_for()
    {
        var points = Hour();
        OpenAnew(points, 30);
        points.RemoveRange(30, 5); // a successor's spool that comes late
        var chain = ChainJudge.Judge(points, [], new(0, long.MaxValue, OldestThatMayCome: 0));
        Assert.Equal((30ul, 31ul, 290L), (chain.Boundary!.Sequence, chain.WaitsForSequence, Counted(chain)));
        Assert.Equal(290 + 250, Counted(Chains.Judge(points))); // nobody can send them any more
    }

    [Fact]
    public void A_new_segment_that_begins_without_a_time_does_not_end_the_waiting()
    {
        var points = Hour();
        OpenAnew(points, 30);
        points[30] = points[30] with { ClockSynchronised = false };
        points.RemoveRange(31, 5);
        var chain = ChainJudge.Judge(points, [], new(0, long.MaxValue, OldestThatMayCome: 0));
        Assert.Equal((30ul, 32ul), (chain.Boundary!.Sequence, chain.WaitsForSequence));
    }

    [Fact]
    public void A_hole_that_may_still_be_filled_holds_back_what_follows()
    {
        var points = Hour();
        points.RemoveAt(20);
        var chain = ChainJudge.Judge(points, [], new(0, long.MaxValue, OldestThatMayCome: 0));
        Assert.Equal(21ul, chain.WaitsForSequence);
        Assert.Equal(190, Counted(chain));
    }

    [Fact]
    public void A_hole_that_nobody_can_fill_any_more_is_left_out_and_the_rest_counts()
    {
        var points = Hour();
        points.RemoveAt(20);
        var chain = Chains.Judge(points);
        Assert.Null(chain.WaitsForSequence);
        Assert.Equal(580, Counted(chain));
    }

    [Fact]
    public void First_reports_that_may_still_come_are_waited_for()
    {
        var chain = ChainJudge.Judge(Hour()[30..], [], new(0, long.MaxValue, OldestThatMayCome: 0));
        Assert.Equal((0, null, 1ul), (chain.Steps.Length, chain.Boundary, chain.WaitsForSequence));
    }

    [Fact]
    public void First_reports_that_nobody_can_send_any_more_are_not_waited_for() => Assert.Equal(300, Counted(Chains.Judge(Hour()[30..])));

    [Fact]
    public void First_reports_from_before_the_commissioning_are_not_waited_for() =>
        Assert.Equal(300, Counted(ChainJudge.Judge(Hour()[30..], [], new(30 * Chains.Slot, long.MaxValue, OldestThatMayCome: 0))));

    [Fact]
    public void A_load_counts_where_nothing_else_does()
    {
        var points = Chains.Of(Chains.Exact, [EnergyRole.Generation, EnergyRole.MiningLoad], Enumerable.Repeat(new long[] { 10, 4 }, 60));
        points.RemoveRange(20, 5); // too old to come
        var sum = EnergySum.Over(Chains.Judge(points, new Doubt(40, 42, "too much")).Steps);
        Assert.Equal((520, 240), (sum.Of(EnergyRole.Generation).Value.Value, sum.Of(EnergyRole.MiningLoad).Value.Value));
    }

    [Fact]
    public void A_load_that_reports_leave_out_counts_when_they_tell_of_it_again()
    {
        var points = Chains.Of(Chains.Exact, [EnergyRole.Generation, EnergyRole.MiningLoad], Enumerable.Repeat(new long[] { 10, 4 }, 60));
        for (var i = 20; i < 50; i++) points[i] = points[i] with { Channels = [points[i].Channels[0]] };
        // Also where an epoch ends among them: it ends at the last report that told of all.
        var first = Chains.Judge(points[..40], new Doubt(20, 51, "1 channels are reported, 2 are commissioned"));
        Assert.Equal(20ul, first.Boundary!.Sequence);
        var second = Chains.Judge(points.Skip(19), new Doubt(20, 51, "1 channels are reported, 2 are commissioned"));
        Assert.Equal(240, EnergySum.Over(first.Steps).Of(EnergyRole.MiningLoad).Value.Value + EnergySum.Over(second.Steps).Of(EnergyRole.MiningLoad).Value.Value);
        Assert.Equal(290, Counted(first) + Counted(second));
    }

    [Fact]
    public void No_energy_begins_or_ends_at_a_backdated_slot()
    {
        var points = Hour();
        points[30] = points[30] with { EndUnixSeconds = points[28].EndUnixSeconds };
        var chain = Chains.Judge(points);
        Assert.Contains(chain.Steps, step => step.Verdict == StepVerdict.OverlapsEarlier && step is { From.Sequence: 30, To.Sequence: 32 });
        Assert.Equal(580, Counted(chain));
    }

    [Fact]
    public void A_chain_that_ends_backdated_goes_on_from_the_report_before_in_the_next_epoch()
    {
        var points = Hour();
        for (var i = 31; i < points.Count; i++) points[i] = points[i] with { EndUnixSeconds = (i - 15) * Chains.Slot };
        var first = Chains.Judge(points[..40]);
        Assert.Equal((31ul, 300L), (first.Boundary!.Sequence, Counted(first)));
        var second = Chains.Judge(points.Where(point => point.Sequence >= first.Boundary.Sequence));
        // What lies in time that the first epoch has counted is not counted again; behind it, counting goes on.
        Assert.Equal((31ul, 47ul, StepVerdict.OverlapsEarlier), (second.Steps[0].From.Sequence, second.Steps[0].To.Sequence, second.Steps[0].Verdict));
        Assert.Equal(140, Counted(second));
    }

    [Fact]
    public void A_step_over_reports_without_a_time_is_as_uncertain_as_the_worst_of_them()
    {
        var points = Hour();
        points[30] = points[30] with { ClockSynchronised = false, Channels = [points[30].Channels[0] with { Accuracy = Chains.Ina228 }] };
        Assert.Equal(Chains.Ina228.BoundOf(new(20), 120), EnergySum.Over(Chains.Judge(points).Steps).Of(EnergyRole.Generation).Bound);
    }

    [Fact]
    public void Sequences_and_counters_that_somebody_made_up_stop_no_settlement()
    {
        long[] counters = [0, long.MaxValue, 0, long.MaxValue];
        var points = counters.Select((counter, index) => Chains.Point(1 + (ulong)index * (ulong)(long.MaxValue / 4), index * 60, Chains.Ina228, roles, [counter]));
        var epoch = SiteEpoch.Settle(SiteAccount.Start, Chains.Judge(points), null, default, default, new());
        Assert.All(epoch.LeftOut, part => Assert.Equal(part.Verdict == StepVerdict.CounterWentBack ? 0 : long.MaxValue, part.Energy.Value));
        Assert.Equal(default, epoch.DecaMinted);
        Assert.NotEmpty(EvidenceSentences.Of(epoch, new(0, 0, 0, 0, 0), null, new()));
    }

    [Fact]
    public void A_counter_that_goes_back_is_left_out()
    {
        var points = Hour();
        for (var i = 30; i < points.Count; i++)
            points[i] = points[i] with { Channels = [points[i].Channels[0] with { Counter = points[i].Channels[0].Counter - new MilliwattHours(100) }] };
        Assert.Equal(590, Counted(Chains.Judge(points)));
    }

    [Fact]
    public void A_report_without_a_known_time_passes_its_energy_to_the_next()
    {
        var points = Hour();
        points[30] = points[30] with { ClockSynchronised = false, EndUnixSeconds = 17 };
        Assert.Equal(600, Counted(Chains.Judge(points)));
    }

    [Fact]
    public void Energy_before_the_commissioning_is_left_out()
        => Assert.Equal(300, Counted(ChainJudge.Judge(Hour(), [], new(30 * 60, long.MaxValue, long.MaxValue))));
}
