using GreenPow.Gateway.Metering;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Metering;

/// <summary>Restarts, rebuilding from the log, and any order of arrival lead to the same books.</summary>
public sealed class ReplayTests
{
    private const int ReportsPerDay = 1440;

    private readonly TestMeter meter = new();

    [Fact]
    public void A_restart_finds_everything_again_and_goes_on()
    {
        using var gateway = new TestGateway(meter);
        var frames = meter.Reports(50);
        gateway.Submit(meter, [.. frames[..20], .. frames[22..37]]);
        var before = gateway.All(meter);

        gateway.Restart();
        Assert.Equal(0, gateway.Ingest.Recovered);
        Assert.Equivalent(before, gateway.All(meter), strict: true);
        Assert.Equal(20ul, gateway.Ingest.Have(meter.Id).Sequence);

        Assert.Equal(50ul, gateway.Submit(meter, [.. frames[20..22], .. frames[37..]]).Have.Sequence);
        Assert.Equal(frames, gateway.Catalogue.FramesFrom(meter.Id));
    }

    [Fact]
    public void Deleting_the_series_builds_them_again_from_the_log()
    {
        using var gateway = new TestGateway(meter);
        Spoil(gateway);
        var before = gateway.All(meter);

        gateway.Restart(deleteSeries: true);
        Assert.Equal(gateway.Log.Scan(0).Count(), gateway.Ingest.Recovered);
        Assert.Equivalent(before, gateway.All(meter), strict: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    public void What_another_version_made_of_the_log_is_made_again(int version)
    {
        using var gateway = new TestGateway(meter);
        Spoil(gateway);
        var before = gateway.All(meter);

        gateway.RestartWithSeriesOfVersion(version);
        Assert.Equal(gateway.Log.Scan(0).Count(), gateway.Ingest.Recovered);
        Assert.Equivalent(before, gateway.All(meter), strict: true);
    }

    [Fact]
    public void Reading_the_log_a_second_time_changes_nothing()
    {
        using var gateway = new TestGateway(meter);
        Spoil(gateway);
        var before = gateway.All(meter);

        gateway.RestartWithAppliedPosition(0);
        Assert.Equal(gateway.Log.Scan(0).Count(), gateway.Ingest.Recovered);
        Assert.Equivalent(before, gateway.All(meter), strict: true);
    }

    [Fact]
    public void A_log_that_ends_before_the_series_stops_the_start()
    {
        using var gateway = new TestGateway(meter);
        gateway.Submit(meter, meter.Reports(5));
        Assert.Throws<InvalidDataException>(() => gateway.RestartWithAppliedPosition(gateway.Log.DurablePosition + 1));
    }

    [Fact]
    public void A_report_cut_off_by_a_crash_was_not_acknowledged_and_is_taken_again()
    {
        using var gateway = new TestGateway(meter);
        var frames = meter.Reports(10);
        gateway.Submit(meter, frames[..9]);
        gateway.RestartWithTornTail();
        Assert.Equal(9, gateway.Catalogue.ReportCounts(meter.Id, 0, meter.NextSlotStart).Provisional);
        Assert.Equal(10, gateway.Submit(meter, frames).Sealed);
    }

    /// <summary>Also after a restart, and of one that another followed: whoever sits on the line may say an old one again.</summary>
    [Fact]
    public void A_status_that_was_said_before_is_acknowledged_and_not_kept_again()
    {
        using var gateway = new TestGateway(meter);
        var (first, second) = (meter.Status(1), meter.Status(2));
        Assert.Equal([1, 1], new[] { first, second }.Select(status => Submit(status).Accepted));
        var position = gateway.Log.DurablePosition;
        Assert.Equal([1, 1], new[] { first, second }.Select(status => Submit(status).Duplicates));
        gateway.Restart();
        Assert.Equal(1, Submit(first).Duplicates);
        Assert.Equal(position, gateway.Log.DurablePosition);
        Assert.Equal(second, gateway.Catalogue.NewestRecord(meter.Id, FrameKind.Status)!.Value.Frame);

        gateway.Restart(deleteSeries: true);
        Assert.Equal([first, second], gateway.Catalogue.RecordsOf(meter.Id, FrameKind.Status));

        IngestResult Submit(byte[] status)
        {
            var submitted = gateway.Ingest.SubmitStatusAsync(meter.Id, status, TestGateway.ReceivedAfter(meter), TestContext.Current.CancellationToken);
            gateway.Step();
            return TestGateway.Result(submitted);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_day_in_any_order_and_with_repetitions_gives_the_same_totals(int seed)
    {
        var frames = meter.Reports(ReportsPerDay);
        using var inOrder = new TestGateway(meter);
        foreach (var chunk in frames.Chunk(60)) inOrder.Submit(meter, chunk);

        var random = new Random(seed);
        var shuffled = frames.Concat(random.GetItems(frames, 400)).ToArray();
        random.Shuffle(shuffled);
        using var anyOrder = new TestGateway(meter);
        foreach (var chunk in shuffled.Chunk(60))
        {
            anyOrder.Submit(meter, chunk);
            if (random.Next(8) == 0) anyOrder.Restart(deleteSeries: random.Next(4) == 0);
        }

        Assert.Equivalent(inOrder.All(meter), anyOrder.All(meter), strict: true);
        Assert.Equal(frames, anyOrder.Catalogue.FramesFrom(meter.Id));
        Assert.Empty(anyOrder.Catalogue.Findings(meter.Id));
        Assert.Equal((ulong)ReportsPerDay, anyOrder.Ingest.Have(meter.Id).Sequence);
    }

    // A history with a bit of everything: a gap, orphans, findings, a new segment, provisional reports.
    private void Spoil(TestGateway gateway)
    {
        var frames = meter.Reports(40);
        gateway.Submit(meter, [.. frames[..12], ReportDoorTests.Flip(frames[14], 8 * 40), .. frames[14..30]]);
        gateway.Submit(meter, ReportDoorTests.Flip(frames[3], 8 * 40), meter.Report(seal: true, watts: 525));
        gateway.Submit(meter, frames[12..14]);
        gateway.Submit(meter, meter.Report(seal: true, change: frame => frame.Flags |= ReportFlags.HistoryLost));
        gateway.Submit(meter, meter.Report(), meter.Report());
        Assert.NotEmpty(gateway.Catalogue.Findings(meter.Id));
    }
}
