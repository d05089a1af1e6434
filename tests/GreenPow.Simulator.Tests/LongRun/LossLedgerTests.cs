using GreenPow.Simulator.LongRun;
using GreenPow.Wire;

namespace GreenPow.Simulator.Tests.LongRun;

/// <summary>A hole is told by the first report that could know of it, and by no other.</summary>
public class LossLedgerTests
{
    private readonly LossLedger losses = new();

    [Fact]
    public void A_hole_of_which_the_storage_knows_nothing_is_untold() =>
        Assert.Equal(3ul, losses.FirstUntold(3, 5, [Report(2), Report(6), Report(7, opens: true)]));

    [Fact]
    public void Dropped_reports_are_told_by_the_report_made_next()
    {
        losses.Note(3, 5, earliest: 9, latest: 9);
        Assert.Equal(0ul, losses.FirstUntold(3, 5, [Report(2), Report(6), Report(8), Report(9, opens: true)]));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public void Dropped_reports_are_not_told_by_another(int opening)
    {
        losses.Note(3, 5, earliest: 9, latest: 9);
        Assert.Equal(4ul, losses.FirstUntold(4, 5, [.. Enumerable.Range(6, 6).Select(sequence => Report((ulong)sequence, sequence == opening))]));
    }

    [Fact]
    public void One_that_told_it_and_was_lost_too_is_followed_by_one_that_tells_both()
    {
        losses.Note(3, 5, earliest: 9, latest: 9);
        Assert.Equal(0ul, losses.FirstUntold(3, 5, [Report(6), Report(12, opens: true)]));
        Assert.Equal(3ul, losses.FirstUntold(3, 5, [Report(6), Report(12), Report(13, opens: true)]));
    }

    [Fact]
    public void Who_tells_that_a_telling_report_was_dropped_tells_both()
    {
        losses.Note(3, 5, earliest: 9, latest: 9);
        losses.Note(6, 9, earliest: 14, latest: 14);
        Assert.Equal(0ul, losses.FirstUntold(3, 9, [Report(10), Report(13), Report(14, opens: true)]));
        Assert.Equal(3ul, losses.FirstUntold(3, 9, [Report(10), Report(13), Report(14), Report(15, opens: true)]));
    }

    [Fact]
    public void Each_part_of_a_hole_must_be_told()
    {
        losses.Note(3, 4, earliest: 9, latest: 9);
        losses.Note(5, 6, earliest: 11, latest: 11);
        Assert.Equal(5ul, losses.FirstUntold(3, 6, [Report(7), Report(9, opens: true), Report(10), Report(11), Report(12)]));
        Assert.Equal(0ul, losses.FirstUntold(3, 6, [Report(7), Report(9, opens: true), Report(10), Report(11, opens: true)]));
    }

    private static KeptReport Report(ulong sequence, bool opens = false)
    {
        var frame = new ReportFrame { Sequence = sequence, Flags = opens ? ReportFlags.HistoryLost : (ushort)0 };
        return new KeptReport(frame, [(byte)sequence]);
    }
}
