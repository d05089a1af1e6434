using System.Collections.Immutable;

namespace GreenPow.Storage;

public sealed partial class Catalogue
{
    /// <summary>Sealed reports in sequence order, streamed.</summary>
    public IEnumerable<SealedReport> SealedReports(DeviceId device, ulong fromSequence = 1, ulong toSequence = long.MaxValue) => throw new NotImplementedException();

    /// <summary>The boundary of a day: the sealed report of the highest sequence whose slot ended at or before that time; null if there is none.</summary>
    public SealedReport? LastSealedAtOrBefore(DeviceId device, long unixSeconds) => throw new NotImplementedException();

    /// <summary>Findings whose <see cref="ReportFinding.ToSequence"/> is within both ends.</summary>
    public ImmutableArray<ReportFinding> Findings(DeviceId device, ulong fromSequence = 0, ulong toSequence = long.MaxValue) => throw new NotImplementedException();

    /// <summary>Sequences within both ends of which no report is sealed.</summary>
    public ImmutableArray<SequenceGap> Gaps(DeviceId device, ulong fromSequence, ulong toSequence) => throw new NotImplementedException();

    /// <summary>Reports whose slots end after <paramref name="fromUnixSeconds"/> and at or before <paramref name="toUnixSeconds"/>.</summary>
    public ReportCounts ReportCounts(DeviceId device, long fromUnixSeconds, long toUnixSeconds) => throw new NotImplementedException();

    /// <summary>Energy by steps from <paramref name="fromUnixSeconds"/>, half-open; a step of whole hours reads the roll-ups.</summary>
    public DeviceSeries Series(DeviceId device, long fromUnixSeconds, long toUnixSeconds, int stepSeconds) => throw new NotImplementedException();

    /// <summary>Whole frames of the sealed chain in sequence order, streamed from the frame log.</summary>
    public IEnumerable<byte[]> FramesFrom(DeviceId device, ulong sequence = 1) => throw new NotImplementedException();

    /// <summary>The frame at a position that a finding names; null if the log does not hold it.</summary>
    public byte[]? FrameAt(long logPosition) => throw new NotImplementedException();

    /// <param name="dayStartUnixSeconds">Begin of the DAO's running day.</param>
    public DeviceStatus Status(DeviceId device, long dayStartUnixSeconds, DateTimeOffset now) => throw new NotImplementedException();

    public HaveState Have(DeviceId device) => throw new NotImplementedException();

    public ImmutableArray<ShareEntry> Shares(DeviceId device, long fromUnixSeconds, long toUnixSeconds) => throw new NotImplementedException();
}
