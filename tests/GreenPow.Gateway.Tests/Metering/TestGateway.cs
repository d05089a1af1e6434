using System.Buffers.Binary;
using GreenPow.Gateway.Metering;
using GreenPow.Storage;
using Microsoft.Data.Sqlite;

namespace GreenPow.Gateway.Tests.Metering;

/// <summary>Log, catalogue and ingest on a folder of their own; a test takes each step by itself.</summary>
internal sealed class TestGateway : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-metering-").FullName;
    private readonly JudgeShare? judgeShare;
    private readonly DeviceKeys keys = new();
    private FrameLog log = null!;

    public TestGateway(JudgeShare? judgeShare = null, params TestMeter[] meters)
    {
        this.judgeShare = judgeShare;
        Start();
        foreach (var meter in meters) Catalogue.AddDevice(meter.Record);
    }

    public TestGateway(params TestMeter[] meters) : this(null, meters) { }

    public Catalogue Catalogue { get; private set; } = null!;
    public Ingest Ingest { get; private set; } = null!;
    public FrameLog Log => log;

    /// <summary>As after kill -9: nothing is closed in order, the files are opened again.</summary>
    public void Restart(bool deleteSeries = false)
    {
        Stop();
        if (deleteSeries)
            foreach (var file in Directory.GetFiles(folder, "series.db*")) File.Delete(file);
        Start();
    }

    /// <summary>As if another version of this program had built the series.</summary>
    public void RestartWithSeriesOfVersion(int version)
    {
        Stop();
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "series.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA user_version = {version}; UPDATE chains SET chain = x'00'";
            command.ExecuteNonQuery();
        }
        Start();
    }

    public void RestartWithAppliedPosition(long position)
    {
        Catalogue.Derived.Commit(new(), position);
        Restart();
    }

    /// <summary>As if the power failed in the middle of the next write.</summary>
    public void RestartWithTornTail()
    {
        Stop();
        using (var file = File.OpenWrite(Directory.GetFiles(Path.Combine(folder, "frames"), "*.frames").Single()))
        {
            file.Seek(0, SeekOrigin.End);
            file.Write([184, 0, 0, 0, 1, 2, 3, 4]);
        }
        Start();
        Assert.Equal(8, log.TornTail?.CutBytes);
    }

    public IngestResult Submit(TestMeter meter, params byte[][] frames) => Submit(meter.Id, ReceivedAfter(meter), frames);

    public IngestResult Submit(DeviceId topic, DateTimeOffset receivedAt, params byte[][] frames) => SubmitPayload(topic, receivedAt, Payload(frames));

    public IngestResult SubmitPayload(DeviceId topic, DateTimeOffset receivedAt, byte[] payload)
    {
        var submitted = Ingest.SubmitReportsAsync(topic, payload, receivedAt, TestContext.Current.CancellationToken);
        Step();
        return Result(submitted);
    }

    public void Step() => Assert.True(Ingest.StepAsync(TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult());

    public static IngestResult Result(Task<IngestResult> submitted) => submitted.WaitAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    /// <summary>Received 5 s after the meter's newest slot.</summary>
    public static DateTimeOffset ReceivedAfter(TestMeter meter) => DateTimeOffset.FromUnixTimeSeconds(meter.NextSlotStart + 5);

    public static byte[] Payload(params IEnumerable<byte[]> frames) => [.. frames.SelectMany(frame =>
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)frame.Length);
        return length.Concat(frame);
    })];

    /// <summary>Everything that the catalogue says of a device, to compare two gateways by.</summary>
    public object All(TestMeter meter)
    {
        var day = TestMeter.FirstSlotStart;
        return new
        {
            Reports = Catalogue.SealedReports(meter.Id).Select(report => (report.Sequence, Convert.ToHexString(report.FrameHash), report.Channels[0].EnergyMilliwattHours, report.Segment)).ToArray(),
            Findings = Catalogue.Findings(meter.Id).Select(found => (found.Kind, found.FromSequence, found.ToSequence, found.Subject, Convert.ToHexString(found.FrameHash))).Order().ToArray(),
            Hours = Catalogue.Series(meter.Id, day, day + 86_400, 3600).Channels.SelectMany(channel => channel.Points).ToArray(),
            Minutes = Catalogue.Series(meter.Id, day, day + 86_400, 60).Channels.SelectMany(channel => channel.Points).ToArray(),
            Counts = Catalogue.ReportCounts(meter.Id, day, day + 86_400),
            Have = (Catalogue.Have(meter.Id).Sequence, Convert.ToHexString(Catalogue.Have(meter.Id).FrameHash)),
        };
    }

    public void Dispose()
    {
        Stop();
        keys.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Start()
    {
        log = FrameLog.Open(Path.Combine(folder, "frames"));
        Catalogue = new(folder, log);
        Ingest = new(Catalogue, log, keys, new(), judgeShare);
    }

    private void Stop()
    {
        Catalogue.Dispose();
        log.Dispose();
    }
}
