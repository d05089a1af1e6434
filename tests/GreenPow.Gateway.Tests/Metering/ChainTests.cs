using System.Security.Cryptography;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Metering;

public sealed class ChainTests : IDisposable
{
    private readonly TestMeter meter = new();
    private readonly TestGateway gateway;

    public ChainTests() => gateway = new(meter);

    [Fact]
    public void Reports_are_provisional_until_a_seal_covers_them()
    {
        Assert.Equal(0, gateway.Submit(meter, meter.Report(), meter.Report(), meter.Report()).Sealed);
        Assert.Empty(gateway.Catalogue.SealedReports(meter.Id));
        Assert.Equal(3, Counts().Provisional);

        var sealing = gateway.Submit(meter, meter.Report(seal: true));
        Assert.Equal((4, 4ul), (sealing.Sealed, sealing.Have.Sequence));
        Assert.Equal(new(4, 4, 0, 0), Counts());
        AssertFindings();
    }

    [Fact]
    public void The_same_bytes_again_are_acknowledged_and_not_counted()
    {
        var frames = meter.Reports(25);
        gateway.Submit(meter, frames);
        var before = gateway.All(meter);
        var position = gateway.Log.DurablePosition;

        var again = gateway.Submit(meter, frames);
        Assert.Equal((0, 25, 0), (again.Accepted, again.Duplicates, again.Refused));
        Assert.Equivalent(before, gateway.All(meter), strict: true);
        Assert.Equal(position, gateway.Log.DurablePosition);
    }

    [Fact]
    public void The_same_bytes_twice_in_one_group_count_once()
    {
        var frame = meter.Report();
        var result = gateway.Submit(meter, frame, frame);
        Assert.Equal((1, 1), (result.Accepted, result.Duplicates));
    }

    [Fact]
    public void A_seal_reaches_back_only_to_the_first_missing_report_and_further_when_it_comes()
    {
        var frames = meter.Reports(10);
        Assert.Equal(4, gateway.Submit(meter, [.. frames[..5], .. frames[6..]]).Sealed);
        Assert.Equal((0ul, 1ul, 6ul), (gateway.Ingest.Have(meter.Id).Sequence, gateway.Ingest.Have(meter.Id).Missing[0].FromSequence, gateway.Ingest.Have(meter.Id).Missing[0].Count));

        var late = gateway.Submit(meter, frames[5]);
        Assert.Equal((6, 10ul), (late.Sealed, late.Have.Sequence));
        Assert.Empty(late.Have.Missing);
        AssertFindings();
    }

    [Fact]
    public void Have_names_the_ranges_that_are_missing_between_sealed_ones()
    {
        var frames = meter.Reports(40);
        gateway.Submit(meter, [.. frames[..10], .. frames[12..20], .. frames[35..]]);
        var have = gateway.Ingest.Have(meter.Id);
        Assert.Equal(10ul, have.Sequence);
        Assert.Equal(SHA256.HashData(frames[9]), have.FrameHash);
        Assert.Equal([new(11, 2), new(21, 15)], have.Missing);
        Assert.Equal([new(11, 2), new(21, 15)], gateway.Catalogue.Gaps(meter.Id, 1, 40));
        Assert.Equal(17, Counts().Missing);
    }

    [Fact]
    public void A_flipped_bit_in_an_unsealed_report_ends_orphaned_and_the_true_report_counts()
    {
        var frame = meter.Report();
        var next = meter.Report();
        var seal = meter.Report(seal: true);
        var alternatives = 0;
        for (var bit = 0; bit < 8 * frame.Length; bit += 23)
        {
            var flipped = ReportDoorTests.Flip(frame, bit);
            var other = new TestGateway(meter);
            using (other)
            {
                var garbled = other.Submit(meter, flipped);
                if (garbled.Accepted == 0)
                {
                    Assert.Equal(1, garbled.Refused);
                    continue;
                }
                other.Submit(meter, frame, next, seal);
                var findings = other.Catalogue.Findings(meter.Id);
                if (new ReportFrame() is var read && read.TryRead(flipped, 0, flipped.Length, out _) && read.Sequence <= 3)
                {
                    var orphan = findings.Single();
                    Assert.Equal(Finding.Orphaned, orphan.Kind);
                    Assert.Equal(SHA256.HashData(flipped), orphan.FrameHash);
                    Assert.Equal(flipped, other.Catalogue.FrameAt(orphan.LogPosition));
                    alternatives++;
                }
                Assert.Equal([frame, next, seal], other.Catalogue.FramesFrom(meter.Id));
            }
        }
        Assert.True(alternatives > 30);
    }

    [Fact]
    public void When_only_the_garbled_report_came_it_is_orphaned_and_the_true_one_is_asked_for()
    {
        var first = meter.Report(seal: true);
        var frame = meter.Report();
        var seal = meter.Report(seal: true);
        var garbled = gateway.Submit(meter, first, ReportDoorTests.Flip(frame, 8 * 40), seal);
        AssertFindings(Finding.Orphaned);
        Assert.Equal([new(2, 1)], garbled.Have.Missing);

        var repaired = gateway.Submit(meter, frame);
        Assert.Equal((1, 3ul), (repaired.Sealed, repaired.Have.Sequence));
        AssertFindings(Finding.Orphaned);
    }

    [Fact]
    public void A_fifth_alternative_is_refused_and_the_seal_still_finds_the_true_one()
    {
        var frame = meter.Report();
        var seal = meter.Report(seal: true);
        for (var bit = 0; bit < 4; bit++) Assert.Equal(1, gateway.Submit(meter, ReportDoorTests.Flip(frame, 8 * 40 + bit)).Accepted);
        Assert.Equal(1, gateway.Submit(meter, frame).Refused);
        Assert.Equal(RefusalReason.TooManyAlternatives, gateway.Catalogue.Rejects(meter.Id).Single().Reason);

        Assert.Equal(1, gateway.Submit(meter, seal).Sealed);
        Assert.Equal((1, 2ul), (gateway.Submit(meter, frame).Sealed, gateway.Ingest.Have(meter.Id).Sequence));
        AssertFindings(Finding.Orphaned, Finding.Orphaned, Finding.Orphaned, Finding.Orphaned);
    }

    [Fact]
    public void An_unsealed_report_after_the_seal_has_decided_is_orphaned_at_once()
    {
        var frame = meter.Report();
        var seal = meter.Report(seal: true);
        gateway.Submit(meter, frame, seal);
        Assert.Equal(1, gateway.Submit(meter, ReportDoorTests.Flip(frame, 8 * 40)).Accepted);
        AssertFindings(Finding.Orphaned);
        Assert.Equal(1, gateway.Submit(meter, ReportDoorTests.Flip(frame, 8 * 40)).Duplicates);
        Assert.Equal(DeviceState.Registered, gateway.Catalogue.Device(meter.Id)!.State);
    }

    [Fact]
    public void A_device_cannot_leave_more_than_its_limit_unsealed()
    {
        for (var sent = 0; sent < PendingReports.MaximumReports; sent += 240)
            Assert.Equal(240, gateway.Submit(meter, [.. Enumerable.Range(0, 240).Select(_ => meter.Report())]).Accepted);
        Assert.Equal(1, gateway.Submit(meter, meter.Report()).Refused);
        Assert.Equal(RefusalReason.TooManyAlternatives, gateway.Catalogue.Rejects(meter.Id).Single().Reason);
        Assert.Equal(1, gateway.Submit(meter, meter.Report(seal: true)).Sealed);
    }

    [Fact]
    public void Lost_history_opens_a_segment_whose_first_counters_are_a_baseline()
    {
        var before = meter.Reports(10);
        meter.State = meter.State with { Sequence = 10, EnergyMilliwattHours = 100, NextSlotStart = meter.NextSlotStart + 600 };
        var opening = meter.Report(seal: true, change: frame => frame.Flags |= ReportFlags.HistoryLost);
        var result = gateway.Submit(meter, [.. before, opening, .. meter.Reports(9)]);

        AssertFindings();
        Assert.Equal(20ul, result.Have.Sequence);
        Assert.Equal([.. Enumerable.Repeat(0u, 10), .. Enumerable.Repeat(1u, 10)], gateway.Catalogue.SealedReports(meter.Id).Select(report => report.Segment));
    }

    [Fact]
    public void Have_follows_the_newest_segment_though_an_older_one_misses_reports()
    {
        var before = meter.Reports(10);
        var opening = meter.Report(seal: true, change: frame => { frame.Flags |= ReportFlags.HistoryLost; frame.Previous[0] ^= 1; });
        var result = gateway.Submit(meter, [.. before[..3], .. before[5..], opening]);
        Assert.Equal(11ul, result.Have.Sequence);
        Assert.Empty(result.Have.Missing);
        AssertFindings();
    }

    [Fact]
    public void A_device_with_all_the_holes_it_may_have_opens_no_other_and_may_fill_them()
    {
        var missing = new List<byte[]>();
        byte[] AfterHole()
        {
            missing.Add(meter.Report(seal: true));
            return meter.Report(seal: true);
        }
        gateway.Submit(meter, [.. Enumerable.Range(0, SealedRanges.Maximum).Select(_ => AfterHole())]);
        Assert.Equal(1, gateway.Submit(meter, meter.Report(seal: true)).Sealed);

        var refused = AfterHole();
        Assert.Equal(1, gateway.Submit(meter, refused).Refused);
        var reject = Assert.Single(gateway.Catalogue.Rejects(meter.Id));
        Assert.Equal(RefusalReason.TooManyAlternatives, reject.Reason);
        Assert.Contains($"{SealedRanges.Maximum} sealed ranges", reject.Text, StringComparison.Ordinal);

        gateway.Restart();
        Assert.Equal(missing.Count, gateway.Submit(meter, [.. missing]).Sealed);
        Assert.Equal((1, 2ul * SealedRanges.Maximum + 3), (gateway.Submit(meter, refused).Sealed, gateway.Catalogue.Have(meter.Id).Sequence));
        AssertFindings();
    }

    /// <summary>Whoever sits on an unencrypted line can say them; no seal ever decides about them.</summary>
    [Fact]
    public void Forged_reports_of_far_sequences_keep_no_true_one_out()
    {
        gateway.Submit(meter, meter.Reports(10));
        var state = meter.State;
        foreach (var sequences in Enumerable.Range(0, PendingReports.MaximumReports).Chunk(1008))
            gateway.Submit(meter, [.. sequences.Select(index => meter.Report(change: frame => frame.Sequence = 1_000_000 + (ulong)index))]);
        meter.State = state;
        var status = gateway.Catalogue.Status(meter.Id, TestMeter.FirstSlotStart, TestGateway.ReceivedAfter(meter));
        Assert.Equal(1_000_000ul + PendingReports.MaximumReports - 1, status.NewestSequence);

        Assert.Equal(9, gateway.Submit(meter, [.. Enumerable.Range(0, 9).Select(_ => meter.Report())]).Accepted);
        status = gateway.Catalogue.Status(meter.Id, TestMeter.FirstSlotStart, TestGateway.ReceivedAfter(meter));
        Assert.Equal(1_000_000ul + PendingReports.MaximumReports - 10, status.NewestSequence);
        state = meter.State;
        Assert.Equal(1, gateway.Submit(meter, meter.Report(change: frame => frame.Sequence = 2_000_000)).Refused);
        meter.State = state;
        Assert.Equal(10, gateway.Submit(meter, meter.Report(seal: true)).Sealed);
        AssertFindings();
    }

    [Fact]
    public void Segments_are_counted_over_a_restart()
    {
        for (var segment = 0; segment < 3; segment++) gateway.Submit(meter, [meter.Report(seal: true, change: frame => frame.Flags |= ReportFlags.HistoryLost), .. meter.Reports(2)]);
        gateway.Restart();
        Assert.Equal([1u, 1u, 1u, 2u, 2u, 2u, 3u, 3u, 3u], gateway.Catalogue.SealedReports(meter.Id).Select(report => report.Segment));
    }

    public void Dispose() => gateway.Dispose();

    private ReportCounts Counts() => gateway.Catalogue.ReportCounts(meter.Id, TestMeter.FirstSlotStart, meter.NextSlotStart) with { FirstSealed = 0, LastSealed = 0, SlotSeconds = 0 };

    private void AssertFindings(params Finding[] expected) => Assert.Equal(expected, gateway.Catalogue.Findings(meter.Id).Select(found => found.Kind));
}
