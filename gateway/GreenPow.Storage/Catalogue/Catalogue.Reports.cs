using System.Collections.Immutable;

namespace GreenPow.Storage;

public sealed partial class Catalogue
{
    private const int RunsPerRead = 64;

    /// <summary>Sealed reports in sequence order, streamed.</summary>
    public IEnumerable<SealedReport> SealedReports(DeviceId device, ulong fromSequence = 1, ulong toSequence = long.MaxValue)
    {
        var chain = series.Chain(device);
        return StoredReports(device, fromSequence, toSequence).Select(report => ToSealed(report, chain));
    }

    /// <summary>
    /// The boundary of a day: the sealed report of the highest sequence whose slot ended at or before that time; null if there is none.
    /// It never moves back as the time moves on.
    /// </summary>
    public SealedReport? LastSealedAtOrBefore(DeviceId device, long unixSeconds)
    {
        var run = series.Read("SELECT reports, from_sequence, to_sequence FROM runs WHERE device = $device AND min_end <= $time ORDER BY from_sequence DESC LIMIT 1",
            SeriesStore.RunRow, ("$device", device.ToArray()), ("$time", unixSeconds)).FirstOrDefault();
        var report = run?.LastOrDefault(report => report.HasUtcTime && report.SlotEndUnixSeconds <= unixSeconds);
        return report is null ? null : ToSealed(report, series.Chain(device));
    }

    /// <summary>The sealed report of the highest sequence up to this one whose slot has a time; null if there is none.</summary>
    public SealedReport? LastTimedUpTo(DeviceId device, ulong sequence)
    {
        // Of the runs with a time only the nearest may reach beyond the sequence; the one before it ends below.
        var runs = series.Read("SELECT reports, from_sequence, to_sequence FROM runs WHERE device = $device AND from_sequence <= $sequence AND max_end >= 0 ORDER BY from_sequence DESC LIMIT 2",
            SeriesStore.RunRow, ("$device", device.ToArray()), ("$sequence", (long)sequence));
        var report = runs.Select(run => run.LastOrDefault(report => report.HasUtcTime && report.Sequence <= sequence)).FirstOrDefault(report => report is not null);
        return report is null ? null : ToSealed(report, series.Chain(device));
    }

    /// <summary>Findings whose <see cref="ReportFinding.ToSequence"/> is within both ends.</summary>
    public ImmutableArray<ReportFinding> Findings(DeviceId device, ulong fromSequence = 0, ulong toSequence = long.MaxValue) => [.. series.Read("""
        SELECT kind, from_sequence, to_sequence, hash, position, subject, received_ms, text FROM findings
        WHERE device = $device AND to_sequence BETWEEN $from AND $to ORDER BY to_sequence, id
        """, row => new ReportFinding((Finding)row.GetByte(0), (ulong)row.GetInt64(1), (ulong)row.GetInt64(2), row.Bytes(3), row.GetInt64(4),
            (uint)row.GetInt64(5), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)), row.GetString(7)),
        ("$device", device.ToArray()), ("$from", (long)fromSequence), ("$to", (long)toSequence))];

    /// <summary>Sequences within both ends of which no report is sealed.</summary>
    public ImmutableArray<SequenceGap> Gaps(DeviceId device, ulong fromSequence, ulong toSequence)
    {
        var gaps = ImmutableArray.CreateBuilder<SequenceGap>();
        var next = Math.Max(fromSequence, 1);
        foreach (var range in series.Chain(device).Sealed.All)
        {
            if (range.Last.Sequence < next) continue;
            if (range.First.Sequence > toSequence) break;
            if (range.First.Sequence > next) gaps.Add(new(next, range.First.Sequence - next));
            next = range.Last.Sequence + 1;
        }
        if (next <= toSequence) gaps.Add(new(next, toSequence - next + 1));
        return gaps.ToImmutable();
    }

    /// <summary>Reports whose slots end after <paramref name="fromUnixSeconds"/> and at or before <paramref name="toUnixSeconds"/>.</summary>
    public ReportCounts ReportCounts(DeviceId device, long fromUnixSeconds, long toUnixSeconds)
    {
        bool Within(StoredReport report) => report.HasUtcTime && report.SlotEndUnixSeconds > fromUnixSeconds && report.SlotEndUnixSeconds <= toUnixSeconds;
        var sealedReports = RunsBetween(device, fromUnixSeconds, toUnixSeconds).SelectMany(run => run).Where(Within).Select(report => (report.Sequence, report.SlotSeconds)).ToList();
        var provisional = series.Chain(device).Pending.All.Where(Within).Select(report => report.Sequence).Distinct().LongCount();
        if (sealedReports.Count == 0) return new(provisional, 0, provisional, 0);
        var (first, last) = (sealedReports.Min(report => report.Sequence), sealedReports.Max(report => report.Sequence));
        return new(sealedReports.Count + provisional, sealedReports.Count, provisional, Gaps(device, first, last).Sum(gap => (long)gap.Count))
        {
            FirstSealed = first, LastSealed = last, SlotSeconds = sealedReports.CountBy(report => (int)report.SlotSeconds).MaxBy(length => length.Value).Key,
        };
    }

    /// <summary>Whole frames of the sealed chain in sequence order, streamed from the frame log.</summary>
    public IEnumerable<byte[]> FramesFrom(DeviceId device, ulong sequence = 1) =>
        StoredReports(device, sequence, long.MaxValue).Select(report => frames.Read(report.LogPosition).Frame);

    /// <summary>The frame at a position that a finding names.</summary>
    public byte[] FrameAt(long logPosition) => frames.Read(logPosition).Frame;

    /// <summary>The newest status frame and when it came; null if there is none.</summary>
    public (DateTimeOffset ReceivedAt, byte[] Frame)? NewestRecord(DeviceId device, byte frameKind)
    {
        var rows = series.Read("SELECT received_ms, frame FROM records WHERE device = $device AND kind = $kind ORDER BY position DESC LIMIT 1",
            row => (DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), row.Bytes(1)), ("$device", device.ToArray()), ("$kind", (int)frameKind));
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>All frames of one kind that a device has signed, oldest first.</summary>
    public ImmutableArray<byte[]> RecordsOf(DeviceId device, byte frameKind) => [.. series.Read(
        "SELECT frame FROM records WHERE device = $device AND kind = $kind ORDER BY position", row => row.Bytes(0), ("$device", device.ToArray()), ("$kind", (int)frameKind))];

    /// <summary>Commissioning, ownership and succession frames as they came, newest first.</summary>
    public ImmutableArray<(byte Kind, DateTimeOffset ReceivedAt, byte[] Frame)> Records(DeviceId device, int most = 100) => [.. series.Read(
        "SELECT kind, received_ms, frame FROM records WHERE device = $device AND kind <> $status ORDER BY position DESC LIMIT $most",
        row => (row.GetByte(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.Bytes(2)),
        ("$device", device.ToArray()), ("$status", (int)Wire.FrameKind.Status), ("$most", most))];

    public HaveState Have(DeviceId device) => series.Chain(device).Have();

    /// <summary>Nonces of sealed reports whose slots end after the one time and at or before the other.</summary>
    public ImmutableArray<ShareEntry> Shares(DeviceId device, long fromUnixSeconds, long toUnixSeconds) => [.. series.Read(
        "SELECT job, nonce, sequence, slot_end, received_ms, verdict FROM shares WHERE device = $device AND slot_end > $from AND slot_end <= $to ORDER BY slot_end, id",
        row => new ShareEntry(device, (uint)row.GetInt64(0), (uint)row.GetInt64(1), (ulong)row.GetInt64(2), row.GetInt64(3),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)), (ShareVerdict)row.GetByte(5)),
        ("$device", device.ToArray()), ("$from", fromUnixSeconds), ("$to", toUnixSeconds))];

    private IEnumerable<StoredReport> StoredReports(DeviceId device, ulong fromSequence, ulong toSequence)
    {
        for (var next = Math.Max(fromSequence, 1); next <= toSequence;)
        {
            var runs = series.Read("SELECT reports, from_sequence, to_sequence FROM runs WHERE device = $device AND to_sequence >= $from AND from_sequence >= "
                + "coalesce((SELECT max(from_sequence) FROM runs WHERE device = $device AND from_sequence <= $from), 0) ORDER BY from_sequence LIMIT $most",
                SeriesStore.RunRow, ("$device", device.ToArray()), ("$from", (long)next), ("$most", RunsPerRead));
            if (runs.Count == 0) yield break;
            foreach (var report in runs.SelectMany(run => run))
            {
                if (report.Sequence > toSequence) yield break;
                if (report.Sequence >= next) yield return report;
            }
            next = runs[^1][^1].Sequence + 1;
        }
    }

    private List<StoredReport[]> RunsBetween(DeviceId device, long afterUnixSeconds, long toUnixSeconds) => series.Read(
        "SELECT reports, from_sequence, to_sequence FROM runs WHERE device = $device AND max_end > $from AND min_end <= $to ORDER BY from_sequence",
        SeriesStore.RunRow, ("$device", device.ToArray()), ("$from", afterUnixSeconds), ("$to", toUnixSeconds));

    private static SealedReport ToSealed(StoredReport report, DeviceChain chain) => new(report.Sequence, report.SlotStart, report.SlotSeconds, report.Flags,
        chain.SegmentOf(report.Sequence), [.. report.Channels.Select(channel => new ChannelCounter(channel.Role, channel.EnergyMilliwattHours, channel.UncertaintyHundredths))])
    {
        FrameHash = report.Hash,
        ReceivedAt = report.ReceivedAt,
        HashesTried = report.HashesTried,
        ShareCount = report.Nonces.Length,
    };
}
