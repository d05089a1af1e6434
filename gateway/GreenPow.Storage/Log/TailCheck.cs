namespace GreenPow.Storage;

/// <summary>Decides at opening what the bytes behind the last whole record are: a write cut short, or damage.</summary>
internal static class TailCheck
{
    /// <returns>Where the file's valid records end.</returns>
    /// <exception cref="FrameLogDamagedException">A later record proves that the bytes were on disk once.</exception>
    public static long ValidEnd(LogFile file)
    {
        var validEnd = (long)LogFile.HeaderLength;
        foreach (var _ in file.Records(LogFile.HeaderLength, file.Length, end => validEnd = end)) { }
        if (validEnd == file.Length) return validEnd;

        // One group is flushed at a time, so what may be torn is one group: small enough to look at every offset.
        var rest = new byte[file.Length - validEnd];
        RandomAccess.Read(file.Handle, rest, validEnd);
        for (var at = 1; at < rest.Length; at++)
        {
            var length = LogRecord.ValidLength(rest.AsSpan(at));
            if (length > 0 && Proves(rest.AsSpan(at, length), file.Start + validEnd, file.Start + validEnd + at))
                throw new FrameLogDamagedException(file.Path, validEnd, "no record here, though a later record says that it was on disk");
        }
        return validEnd;
    }

    // No record is written before what it calls durable; one that says so was put into a frame by whoever sent it.
    private static bool Proves(ReadOnlySpan<byte> record, long validEnd, long position) =>
        LogRecord.DurablePosition(record) is var durable && durable > validEnd && durable <= position;
}
