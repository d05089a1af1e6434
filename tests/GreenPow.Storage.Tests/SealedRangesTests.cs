using FsCheck;
using FsCheck.Fluent;

namespace GreenPow.Storage.Tests;

public sealed class SealedRangesTests
{
    [Fact]
    public void Any_order_of_sealing_gives_the_same_ranges() => Prop.ForAll(Gen.Choose(1, 40).ArrayOf().ToArbitrary(), numbers =>
    {
        var ranges = new SealedRanges();
        var model = new SortedSet<ulong>();
        foreach (var number in numbers)
        {
            var sequence = (ulong)number;
            Assert.Equal(model.Contains(sequence), ranges.Contains(sequence));
            if (!model.Add(sequence)) continue;
            ranges.Add(Report(sequence), Report(sequence));
        }
        var expected = Runs(model).ToArray();
        Assert.Equal(expected, ranges.All.Select(range => (range.First.Sequence, range.Last.Sequence)));
        for (ulong sequence = 0; sequence <= 41; sequence++)
        {
            if (model.Contains(sequence)) continue;
            Assert.Equal(expected.Where(run => run.Last < sequence).Select(run => run.Last).LastOrDefault(), ranges.Before(sequence)?.Last.Sequence ?? 0);
            Assert.Equal(expected.Where(run => run.First > sequence).Select(run => run.First).FirstOrDefault(), ranges.After(sequence)?.First.Sequence ?? 0);
        }
    }).QuickCheckThrowOnFailure();

    private static IEnumerable<(ulong First, ulong Last)> Runs(SortedSet<ulong> sequences)
    {
        foreach (var first in sequences.Where(sequence => !sequences.Contains(sequence - 1)))
        {
            var last = first;
            while (sequences.Contains(last + 1)) last++;
            yield return (first, last);
        }
    }

    private static StoredReport Report(ulong sequence) => new()
    {
        Sequence = sequence, SlotStart = 0, SlotSeconds = 60, Flags = 0, Hash = [], Previous = [], ReceivedAtUnixMilliseconds = 0, Channels = [],
    };
}
