namespace GreenPow.Storage;

/// <summary>Reports as database columns: whole for what is still being decided, shorter for runs of sealed ones.</summary>
internal static class ReportBlob
{
    /// <summary>A sealed run in sequence order: each report's predecessor hash is the hash before it, so only the first is written.</summary>
    public static byte[] WriteRun(BlobWriter blob, IReadOnlyList<StoredReport> run)
    {
        blob.Raw(run[0].Previous);
        foreach (var report in run) WriteShared(blob, report);
        return blob.TakeArray();
    }

    /// <summary>The reports of a run; nonces and power curves are not in it.</summary>
    public static StoredReport[] ReadRun(ReadOnlySpan<byte> bytes, ulong firstSequence, ulong lastSequence)
    {
        var blob = new BlobReader(bytes);
        var previous = blob.Raw(32);
        var run = new StoredReport[checked((int)(lastSequence - firstSequence + 1))];
        for (var index = 0; index < run.Length; index++)
        {
            run[index] = ReadShared(ref blob, firstSequence + (ulong)index, previous);
            previous = run[index].Hash;
        }
        return run;
    }

    public static void Write(BlobWriter blob, StoredReport report)
    {
        blob.Number(report.Sequence);
        blob.Raw(report.Previous);
        WriteShared(blob, report);
        blob.Number(report.JobId);
        foreach (var nonce in report.Nonces) blob.Number(nonce);
        blob.Number(report.IntervalCount);
        foreach (var channel in report.Channels) blob.Signed(channel.CurveMilliwattSum);
    }

    public static StoredReport Read(ref BlobReader blob)
    {
        var sequence = blob.Number();
        var report = ReadShared(ref blob, sequence, blob.Raw(32));
        var jobId = (uint)blob.Number();
        for (var index = 0; index < report.Nonces.Length; index++) report.Nonces[index] = (uint)blob.Number();
        var intervalCount = (byte)blob.Number();
        for (var index = 0; index < report.Channels.Length; index++)
            report.Channels[index] = report.Channels[index] with { CurveMilliwattSum = blob.Signed() };
        return report with { JobId = jobId, IntervalCount = intervalCount };
    }

    private static void WriteShared(BlobWriter blob, StoredReport report)
    {
        blob.Raw(report.Hash);
        blob.Number(report.SlotStart);
        blob.Number(report.SlotSeconds);
        blob.Number(report.Flags);
        blob.Signed(report.LogPosition);
        blob.Signed(report.ReceivedAtUnixMilliseconds);
        blob.Number(report.HashesTried);
        blob.Number((ulong)report.Nonces.Length);
        blob.Number((ulong)report.Channels.Length);
        foreach (var channel in report.Channels)
        {
            blob.Number(channel.Role);
            blob.Number(channel.UncertaintyHundredths);
            blob.Signed(channel.EnergyMilliwattHours);
        }
    }

    private static StoredReport ReadShared(ref BlobReader blob, ulong sequence, byte[] previous)
    {
        var report = new StoredReport
        {
            Sequence = sequence,
            Previous = previous,
            Hash = blob.Raw(32),
            SlotStart = (uint)blob.Number(),
            SlotSeconds = (ushort)blob.Number(),
            Flags = (ushort)blob.Number(),
            LogPosition = blob.Signed(),
            ReceivedAtUnixMilliseconds = blob.Signed(),
            HashesTried = (uint)blob.Number(),
            Nonces = new uint[blob.Number()],
            Channels = new StoredChannel[blob.Number()],
        };
        for (var index = 0; index < report.Channels.Length; index++)
            report.Channels[index] = new((byte)blob.Number(), (ushort)blob.Number(), blob.Signed(), 0);
        return report;
    }
}
