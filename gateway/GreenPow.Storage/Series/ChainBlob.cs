namespace GreenPow.Storage;

/// <summary>A device's chain as one database column, written when a group closes and read at the first frame after a start.</summary>
internal static class ChainBlob
{
    internal const ulong Version = 2;

    public static byte[] Write(BlobWriter blob, DeviceChain chain)
    {
        blob.Number(Version);
        blob.Signed(chain.LastSeenUnixMilliseconds);
        blob.Number((ulong)chain.Sealed.All.Count);
        foreach (var range in chain.Sealed.All)
        {
            ReportBlob.Write(blob, range.First);
            ReportBlob.Write(blob, range.Last);
            WriteOptional(blob, range.HourAnchor);
        }
        blob.Number((ulong)chain.Pending.Count);
        foreach (var report in chain.Pending.All) ReportBlob.Write(blob, report);
        blob.Number((ulong)chain.SegmentOpenings.Count);
        var before = 0ul;
        foreach (var opening in chain.SegmentOpenings)
        {
            blob.Number(opening - before);
            before = opening;
        }
        WriteOptional(blob, chain.Newest);
        var shares = chain.Shares.All.ToArray();
        blob.Number((ulong)shares.Length);
        foreach (var (jobId, nonce) in shares)
        {
            blob.Number(jobId);
            blob.Number(nonce);
        }
        return blob.TakeArray();
    }

    public static DeviceChain Read(ReadOnlySpan<byte> bytes, DeviceId device)
    {
        var blob = new BlobReader(bytes);
        var version = blob.Number();
        if (version != Version) throw new InvalidDataException($"series.db holds a chain of version {version} among those of version {Version}.");
        var chain = new DeviceChain(device) { LastSeenUnixMilliseconds = blob.Signed() };
        for (var left = blob.Number(); left > 0; left--) chain.Sealed.Add(ReportBlob.Read(ref blob), ReportBlob.Read(ref blob), ReadOptional(ref blob));
        for (var left = blob.Number(); left > 0; left--) chain.Pending.Add(ReportBlob.Read(ref blob));
        for (var left = blob.Number(); left > 0; left--) chain.SegmentOpenings.Add((chain.SegmentOpenings.Count == 0 ? 0 : chain.SegmentOpenings[^1]) + blob.Number());
        chain.Newest = ReadOptional(ref blob);
        for (var left = blob.Number(); left > 0; left--) chain.Shares.TryCount((uint)blob.Number(), (uint)blob.Number(), countedBefore: _ => []);
        return chain;
    }

    private static void WriteOptional(BlobWriter blob, StoredReport? report)
    {
        blob.Number(report is null ? 0ul : 1);
        if (report is not null) ReportBlob.Write(blob, report);
    }

    private static StoredReport? ReadOptional(ref BlobReader blob) => blob.Number() == 0 ? null : ReportBlob.Read(ref blob);
}
