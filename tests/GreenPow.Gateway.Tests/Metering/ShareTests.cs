using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Metering;

public sealed class ShareTests : IDisposable
{
    private const uint Job = 7;
    private const uint LaterJobs = 10;

    private readonly TestMeter meter = new();
    private readonly TestGateway gateway;

    // A nonce's lowest digit is its fate.
    public ShareTests() => gateway = new((device, jobId, nonce, receivedAt) => jobId is < Job or > Job + LaterJobs ? ShareVerdict.UnknownJob : (ShareVerdict)(nonce % 10), meter);

    [Fact]
    public void A_share_counts_when_its_report_is_sealed()
    {
        gateway.Submit(meter, Working(seal: false, 101, 111));
        Assert.Empty(Verdicts());
        gateway.Submit(meter, meter.Report(seal: true));
        Assert.Equal([ShareVerdict.Counted, ShareVerdict.Counted], Verdicts());
        Assert.Empty(gateway.Catalogue.Findings(meter.Id));
        Assert.Equal(2, gateway.Catalogue.Status(meter.Id, 0, TestGateway.ReceivedAfter(meter)).SharesLastHour);
    }

    [Fact]
    public void A_share_above_its_target_is_found_by_its_nonce_and_the_others_count()
    {
        gateway.Submit(meter, Working(seal: true, 101, 103));
        Assert.Equal([ShareVerdict.Counted, ShareVerdict.BelowTarget], Verdicts());
        var found = Assert.Single(gateway.Catalogue.Findings(meter.Id));
        Assert.Equal((Finding.BadShare, 103u, 1ul), (found.Kind, found.Subject, found.ToSequence));
        Assert.False(found.Kind.TakesEnergyOut());
    }

    [Fact]
    public void A_share_of_an_unknown_job_is_found()
    {
        gateway.Submit(meter, meter.Report(seal: true, change: frame => { frame.JobId = 6; frame.ShareCount = 1; frame.Nonces[0] = 101; }));
        Assert.Equal([ShareVerdict.UnknownJob], Verdicts());
        Assert.Equal(Finding.BadShare, Assert.Single(gateway.Catalogue.Findings(meter.Id)).Kind);
    }

    [Fact]
    public void A_late_share_is_shown_and_not_held_against_the_device()
    {
        gateway.Submit(meter, Working(seal: true, 102));
        Assert.Equal([ShareVerdict.Late], Verdicts());
        Assert.Empty(gateway.Catalogue.Findings(meter.Id));
    }

    [Fact]
    public void A_nonce_counts_once_also_after_a_restart()
    {
        gateway.Submit(meter, Working(seal: true, 101));
        gateway.Restart();
        gateway.Submit(meter, Working(seal: true, 101, 111));
        Assert.Equal([ShareVerdict.Counted, ShareVerdict.Repeated, ShareVerdict.Counted], Verdicts());
        Assert.Equal(101u, Assert.Single(gateway.Catalogue.Findings(meter.Id)).Subject);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_nonce_counts_once_however_late_its_report_is_sealed(bool restarts)
    {
        // The second report with the nonce is there in time; what names it as history comes after many jobs.
        var held = Enumerable.Range(0, 2).Select(_ => Working(seal: true, 101)).ToArray();
        var later = Enumerable.Range(1, (int)LaterJobs).Select(job => WorkingOn(Job + (uint)job, seal: true, 101)).ToArray();
        gateway.Submit(meter, held[0]);
        gateway.Submit(meter, later);
        if (restarts) gateway.Restart();
        gateway.Submit(meter, held[1]);
        var verdicts = gateway.Catalogue.Shares(meter.Id, 0, uint.MaxValue).ToLookup(share => share.JobId, share => share.Verdict);
        Assert.Equal([ShareVerdict.Counted, ShareVerdict.Repeated], verdicts[Job]);
        Assert.All(Enumerable.Range(1, (int)LaterJobs), job => Assert.Equal([ShareVerdict.Counted], verdicts[Job + (uint)job]));
    }

    [Fact]
    public void A_nonce_counts_once_in_one_group_of_many_jobs()
    {
        byte[][] group = [Working(seal: false, 101), .. Enumerable.Range(1, (int)LaterJobs).Select(job => WorkingOn(Job + (uint)job, seal: false, 101)), Working(seal: true, 101)];
        gateway.Submit(meter, group);
        Assert.Equal((int)LaterJobs + 1, Verdicts().Count(verdict => verdict == ShareVerdict.Counted));
        Assert.Equal(ShareVerdict.Repeated, Verdicts()[^1]);
    }

    [Fact]
    public void An_orphaned_report_brings_no_share()
    {
        var garbled = ReportDoorTests.Flip(Working(seal: false, 101), 8 * 84);
        meter.State = (0, Previous(garbled), TestMeter.FirstSlotStart, 5_000_000);
        gateway.Submit(meter, garbled, Working(seal: true, 111));
        Assert.Equal([ShareVerdict.Counted], Verdicts());
    }

    public void Dispose() => gateway.Dispose();

    private static byte[] Previous(byte[] frame) => frame[40..72];

    private byte[] Working(bool seal, params uint[] nonces) => meter.Report(seal, change: frame => Work(frame, Job, nonces));

    private byte[] WorkingOn(uint job, bool seal, uint nonce) => meter.Report(seal, change: frame => Work(frame, job, nonce));

    private static void Work(ReportFrame frame, uint job, params uint[] nonces)
    {
        frame.JobId = job;
        frame.ShareCount = (byte)nonces.Length;
        nonces.CopyTo(frame.Nonces, 0);
    }

    private ShareVerdict[] Verdicts() => [.. gateway.Catalogue.Shares(meter.Id, 0, uint.MaxValue).Select(share => share.Verdict)];
}
