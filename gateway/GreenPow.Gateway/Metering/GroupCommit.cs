using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Metering;

/// <summary>Takes groups of submissions through chain, log and series in that order of promise: the log first, the series when there is time.</summary>
internal sealed class GroupCommit(Catalogue catalogue, FrameLog log, JudgeShare? judgeShare)
{
    /// <summary>Applied records that may wait for the series while more is coming; a start after a crash applies them again.</summary>
    private const int MaximumUncommitted = 50_000;

    private readonly ChainBook chains = new(catalogue.Derived, catalogue.Device, judgeShare);
    private readonly List<Reject> rejects = [];

    /// <summary>Applies what the log holds beyond the series.</summary>
    /// <returns>How many records.</returns>
    public long Recover()
    {
        var applied = catalogue.Derived.AppliedPosition;
        if (applied > log.DurablePosition)
            throw new InvalidDataException($"series.db has applied the frame log up to {applied}, but the log ends at {log.DurablePosition}: frames that were acknowledged are gone.");
        var records = 0L;
        foreach (var entry in log.Scan(applied))
        {
            Reapply(entry);
            records++;
            if (chains.Batch.Applied >= MaximumUncommitted) Commit(entry.NextPosition);
        }
        if (records > 0) Commit(log.DurablePosition);
        return records;
    }

    /// <returns>Whether the series has everything that the log has.</returns>
    public bool Take(IReadOnlyList<Submission> group, bool moreWaiting)
    {
        foreach (var submission in group)
            foreach (var frame in submission.Frames) Take(submission, frame);
        log.Flush();
        catalogue.AddRejects(rejects);
        rejects.Clear();
        if (chains.Batch.Applied == 0) return true;
        if (moreWaiting && chains.Batch.Applied < MaximumUncommitted) return false;
        Commit(log.DurablePosition);
        return true;
    }

    // Suspensions come first: the series would not tell of them a second time.
    private void Commit(long appliedPosition)
    {
        foreach (var (device, position) in chains.Suspensions) catalogue.SuspendDevice(device, position);
        chains.Suspensions.Clear();
        catalogue.Derived.Commit(chains.Batch, appliedPosition);
    }

    public HaveState Have(DeviceId device) => chains.Chain(device).Have();

    private void Take(Submission submission, ArrivedFrame frame)
    {
        if (frame.Reject is { } reject) Refuse(submission, reject);
        else if (frame.Report is { } report) Take(submission, frame, report);
        else if (chains.HasRecord(submission.Device, frame.Bytes)) submission.Duplicates++;
        else
        {
            var position = log.Append(frame.Kind, submission.ReceivedAt, frame.Bytes);
            chains.Batch.AddRecord(submission.Device, new(position, frame.Kind, submission.ReceivedAt, frame.Bytes));
            submission.Accepted++;
        }
    }

    private void Take(Submission submission, ArrivedFrame frame, StoredReport report)
    {
        var place = chains.PlaceOf(submission.Device, report);
        switch (place)
        {
            case ChainPlace.Duplicate:
                submission.Duplicates++;
                break;
            case ChainPlace.TooManyHoles:
                Refuse(submission, new(submission.Device, submission.ReceivedAt, RefusalReason.TooManyAlternatives,
                    $"sequence {report.Sequence} joins none of the device's {SealedRanges.Maximum} sealed ranges, and more there may not be", frame.Bytes));
                break;
            case ChainPlace.TooMany:
                Refuse(submission, new(submission.Device, submission.ReceivedAt, RefusalReason.TooManyAlternatives,
                    $"sequence {report.Sequence} has {PendingReports.MaximumAlternatives} alternatives, or the device {PendingReports.MaximumReports} provisional reports", frame.Bytes));
                break;
            default:
                report.LogPosition = log.Append(FrameKind.Report, submission.ReceivedAt, frame.Bytes);
                submission.Accepted++;
                submission.Sealed += chains.Apply(submission.Device, report, place);
                break;
        }
    }

    private void Refuse(Submission submission, Reject reject)
    {
        submission.Refused++;
        rejects.Add(reject);
    }

    private void Reapply(LogEntry entry)
    {
        if (entry.Kind != FrameKind.Report)
        {
            var sender = DeviceId.FromBytes(entry.Frame.AsSpan(4));
            if (!chains.HasRecord(sender, entry.Frame)) chains.Batch.AddRecord(sender, entry);
            return;
        }
        var report = ReportDoor.Reopen(entry, out var device);
        var place = chains.PlaceOf(device, report);
        if (place is not (ChainPlace.Duplicate or ChainPlace.TooMany or ChainPlace.TooManyHoles)) chains.Apply(device, report, place);
    }
}
