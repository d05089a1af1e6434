namespace GreenPow.Storage.Tests;

public sealed class FrameLogTests : IDisposable
{
    private const byte Report = 1;
    private static readonly DateTimeOffset Noon = new(2026, 6, 21, 12, 0, 0, 250, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void What_was_flushed_is_read_back_by_position_and_by_scan()
    {
        using var log = FrameLog.Open(folder);
        var positions = Enumerable.Range(0, 300).Select(index => log.Append(Report, Noon.AddSeconds(index), Frame(index))).ToArray();
        log.Flush();

        Assert.Equal(positions, log.Scan(0).Select(entry => entry.Position));
        for (var index = 0; index < positions.Length; index++)
        {
            var entry = log.Read(positions[index]);
            Assert.Equal(Frame(index), entry.Frame);
            Assert.Equal(Noon.AddSeconds(index), entry.ReceivedAt);
            Assert.Equal(Report, entry.Kind);
        }
    }

    [Fact]
    public void What_was_not_flushed_is_not_there_for_readers()
    {
        using var log = FrameLog.Open(folder);
        var position = log.Append(Report, Noon, Frame(1));
        Assert.Empty(log.Scan(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.Read(position));
    }

    [Fact]
    public void A_scan_begins_at_any_record()
    {
        using var log = FrameLog.Open(folder);
        var positions = Write(log, 10);
        for (var first = 0; first < 10; first++) Assert.Equal(positions[first..], log.Scan(positions[first]).Select(entry => entry.Position));
        Assert.Empty(log.Scan(log.DurablePosition));
    }

    [Fact]
    public void A_large_frame_is_read_back()
    {
        using var log = FrameLog.Open(folder);
        var frame = Enumerable.Range(0, LogRecord.MaximumFrameLength).Select(index => unchecked((byte)index)).ToArray();
        var position = log.Append(3, Noon, frame);
        log.Flush();
        Assert.Equal(frame, log.Read(position).Frame);
        Assert.Equal(frame, log.Scan(0).Single().Frame);
    }

    [Fact]
    public void A_tail_torn_at_any_byte_is_cut_off_and_reported_and_nothing_else_is_lost()
    {
        using (var log = FrameLog.Open(folder)) Write(log, 5);
        var file = Directory.GetFiles(folder, "*.frames").Single();
        var whole = File.ReadAllBytes(file);
        var lastRecord = whole.Length - LogRecord.HeaderLength - Frame(4).Length;
        for (var length = lastRecord + 1; length < whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            using var log = FrameLog.Open(folder);
            Assert.Equal(new TornTail(file, lastRecord, length - lastRecord), log.TornTail);
            Assert.Equal(4, log.Scan(0).Count());
            Assert.Equal(lastRecord, log.Append(Report, Noon, Frame(9)));
            log.Flush();
            Assert.Equal(Frame(9), log.Scan(0).Last().Frame);
        }
    }

    [Fact]
    public void A_group_of_which_the_disk_kept_only_the_end_is_a_torn_tail()
    {
        using (var log = FrameLog.Open(folder))
        {
            Write(log, 3);
            log.Append(Report, Noon, Frame(3));
            log.Append(Report, Noon, Frame(4));
            log.Flush();
        }
        var file = Directory.GetFiles(folder, "*.frames").Single();
        var bytes = File.ReadAllBytes(file);
        var group = bytes.Length - 2 * LogRecord.HeaderLength - Frame(3).Length - Frame(4).Length;
        bytes.AsSpan(group, 16).Clear();
        File.WriteAllBytes(file, bytes);

        using var reopened = FrameLog.Open(folder);
        Assert.Equal(group, reopened.TornTail?.Offset);
        Assert.Equal(3, reopened.Scan(0).Count());
    }

    /// <summary>48 bytes of freely chosen mean powers in a report are room for a whole record: its checksum has no secret.</summary>
    [Fact]
    public void A_record_forged_inside_a_frame_does_not_make_damage_of_a_torn_tail()
    {
        var forged = new byte[LogRecord.HeaderLength + 1];
        LogRecord.Write(forged, Report, 0, durablePosition: long.MaxValue, [7]);
        using (var log = FrameLog.Open(folder))
        {
            Write(log, 1);
            log.Append(Report, Noon, [.. Frame(1), .. forged, .. Frame(2)]);
            log.Flush();
        }
        using (var stream = File.OpenWrite(Directory.GetFiles(folder, "*.frames").Single())) stream.SetLength(stream.Length - 20);

        using var reopened = FrameLog.Open(folder);
        Assert.NotNull(reopened.TornTail);
        Assert.Single(reopened.Scan(0));
    }

    [Fact]
    public void A_whole_log_reports_no_torn_tail()
    {
        using (var log = FrameLog.Open(folder)) Write(log, 5);
        using var reopened = FrameLog.Open(folder);
        Assert.Null(reopened.TornTail);
        Assert.Equal(5, reopened.Scan(0).Count());
    }

    [Fact]
    public void A_flipped_bit_in_the_middle_of_the_newest_file_stops_the_opening_with_file_and_offset()
    {
        long[] positions;
        using (var log = FrameLog.Open(folder)) positions = Write(log, 5, flushEach: true);
        var file = Directory.GetFiles(folder, "*.frames").Single();
        var whole = File.ReadAllBytes(file);
        for (var at = positions[1]; at < positions[2]; at++)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 0x10;
            File.WriteAllBytes(file, bytes);
            var damage = Assert.Throws<FrameLogDamagedException>(() => FrameLog.Open(folder));
            Assert.Equal((file, positions[1]), (damage.File, damage.Offset));
            Assert.Equal(bytes, File.ReadAllBytes(file));
        }
    }

    [Fact]
    public void A_flipped_bit_in_an_older_file_stops_the_scan_with_file_and_offset()
    {
        using (var log = FrameLog.Open(folder, rollAtBytes: 300)) Write(log, 20, flushEach: true);
        var oldest = Directory.GetFiles(folder, "*.frames").Order(StringComparer.Ordinal).First();
        var bytes = File.ReadAllBytes(oldest);
        bytes[LogFile.HeaderLength + LogRecord.HeaderLength] ^= 1;
        File.WriteAllBytes(oldest, bytes);

        using var reopened = FrameLog.Open(folder, rollAtBytes: 300);
        var damage = Assert.Throws<FrameLogDamagedException>(() => reopened.Scan(0).Count());
        Assert.Equal((oldest, LogFile.HeaderLength), (damage.File, damage.Offset));
    }

    [Fact]
    public void Files_roll_at_their_size_and_read_as_one_log()
    {
        long[] positions;
        using (var log = FrameLog.Open(folder, rollAtBytes: 300)) positions = Write(log, 50, flushEach: true);
        Assert.True(Directory.GetFiles(folder, "*.frames").Length > 5);

        using var reopened = FrameLog.Open(folder, rollAtBytes: 300);
        Assert.Equal(positions, reopened.Scan(0).Select(entry => entry.Position));
        Assert.Equal(Frame(31), reopened.Read(positions[31]).Frame);
        Assert.Equal(50 - 17, reopened.Scan(positions[17]).Count());
    }

    [Fact]
    public void A_missing_file_stops_the_opening()
    {
        using (var log = FrameLog.Open(folder, rollAtBytes: 300)) Write(log, 50, flushEach: true);
        File.Delete(Directory.GetFiles(folder, "*.frames").Order(StringComparer.Ordinal).ElementAt(2));
        Assert.Throws<FrameLogDamagedException>(() => FrameLog.Open(folder, rollAtBytes: 300));
    }

    [Fact]
    public void A_crash_while_a_file_was_made_leaves_a_log_that_goes_on()
    {
        var written = 0;
        using (var log = FrameLog.Open(folder, rollAtBytes: 300))
            for (; Directory.GetFiles(folder, "*.frames").Length < 3; written++) Write(log, 1);
        var newest = Directory.GetFiles(folder, "*.frames").Order(StringComparer.Ordinal).Last();
        for (var kept = 0; kept < LogFile.HeaderLength; kept++)
        {
            File.WriteAllBytes(newest, new byte[kept]);
            using var reopened = FrameLog.Open(folder, rollAtBytes: 300);
            Assert.Equal(written, reopened.Scan(0).Count());
            Write(reopened, 1);
            Assert.Equal(written + 1, reopened.Scan(0).Count());
        }
    }

    [Fact]
    public void Two_processes_cannot_have_it_open()
    {
        using var log = FrameLog.Open(folder);
        Assert.Throws<IOException>(() => FrameLog.Open(folder));
    }

    public void Dispose() => folder.Dispose();

    private static long[] Write(FrameLog log, int count, bool flushEach = false)
    {
        var positions = new long[count];
        for (var index = 0; index < count; index++)
        {
            positions[index] = log.Append(Report, Noon, Frame(index));
            if (flushEach) log.Flush();
        }
        log.Flush();
        return positions;
    }

    private static byte[] Frame(int seed) => [.. Enumerable.Range(0, 40 + seed % 7).Select(index => unchecked((byte)(seed * 31 + index)))];
}
