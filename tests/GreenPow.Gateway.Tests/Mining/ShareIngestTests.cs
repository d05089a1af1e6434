using GreenPow.Gateway.Metering;
using GreenPow.Gateway.Mining;
using GreenPow.Gateway.Tests.Devices;
using GreenPow.Storage;

namespace GreenPow.Gateway.Tests.Mining;

/// <summary>From a device's report to the share's line in the catalogue.</summary>
public sealed class ShareIngestTests : IDisposable
{
    private static readonly byte[] NetworkId = TestGateway.Network.NetworkId;
    private static readonly DateTimeOffset Noon = ManualTime.Noon;

    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-shares").FullName;
    private readonly TestKey key = new();

    [Fact]
    public async Task A_nonce_counts_once_per_job_in_one_report_or_in_two()
    {
        await using var gateway = await StartAsync();
        var share = Shares(gateway).First();
        var first = key.Report(NetworkId, 1, before: null, Noon, jobId: 1, share, share);
        var second = key.Report(NetworkId, 2, first, Noon.AddSeconds(60), jobId: 1, share);
        await SubmitAsync(gateway, Noon.AddSeconds(120), first, second);
        Assert.Equal([ShareVerdict.Counted, ShareVerdict.Repeated, ShareVerdict.Repeated], Verdicts(gateway));
        Assert.Equal(2, gateway.Catalogue.Findings(key.Id).Count(finding => finding.Kind == Finding.BadShare));
    }

    [Fact]
    public async Task A_share_that_arrives_after_the_grace_is_shown_and_not_counted()
    {
        await using var gateway = await StartAsync();
        await SubmitAsync(gateway, Noon.AddSeconds(721), key.Report(NetworkId, 1, before: null, Noon, jobId: 1, Shares(gateway).First()));
        Assert.Equal([ShareVerdict.Late], Verdicts(gateway));
        Assert.Empty(gateway.Catalogue.Findings(key.Id));
    }

    [Fact]
    public async Task A_nonce_that_misses_its_target_or_names_no_job_is_found()
    {
        await using var gateway = await StartAsync();
        var miss = Enumerable.Range(0, int.MaxValue).Select(nonce => (uint)nonce).First(nonce => ShareCheck.Judge(gateway.Catalogue.Job(key.Id, 1), nonce, Noon) == ShareVerdict.BelowTarget);
        var first = key.Report(NetworkId, 1, before: null, Noon, jobId: 1, miss);
        var second = key.Report(NetworkId, 2, first, Noon.AddSeconds(60), jobId: 2, miss);
        await SubmitAsync(gateway, Noon.AddSeconds(120), first, second);
        Assert.Equal([ShareVerdict.BelowTarget, ShareVerdict.UnknownJob], Verdicts(gateway));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<TestGateway> StartAsync()
    {
        var gateway = await TestGateway.StartAsync(folder);
        Assert.True(gateway.Catalogue.AddDevice(key.Applied(NetworkId, Noon)));
        gateway.Catalogue.AddJobs([new(key.Id, 1, Noon, Noon.AddSeconds(600), ShareTarget.ForHashesPerShare(16), new byte[16], 1, new byte[32])]);
        return gateway;
    }

    private IEnumerable<uint> Shares(TestGateway gateway) =>
        Enumerable.Range(0, int.MaxValue).Select(nonce => (uint)nonce).Where(nonce => ShareCheck.Judge(gateway.Catalogue.Job(key.Id, 1), nonce, Noon) == ShareVerdict.Counted);

    private Task<IngestResult> SubmitAsync(TestGateway gateway, DateTimeOffset receivedAt, params byte[][] reports)
    {
        byte[] payload = [.. reports.SelectMany(report => (byte[])[unchecked((byte)report.Length), (byte)(report.Length >> 8), .. report])];
        return gateway.Get<Ingest>().SubmitReportsAsync(key.Id, payload, receivedAt, TestContext.Current.CancellationToken);
    }

    private ShareVerdict[] Verdicts(TestGateway gateway) =>
        [.. gateway.Catalogue.Shares(key.Id, 0, Noon.AddDays(1).ToUnixTimeSeconds()).Select(share => share.Verdict)];
}
