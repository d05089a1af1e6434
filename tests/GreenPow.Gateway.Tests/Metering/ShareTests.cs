using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Metering;

public sealed class ShareTests : IDisposable
{
    private const uint Job = 7;

    private readonly TestMeter meter = new();
    private readonly TestGateway gateway;

    // A nonce's lowest digit is its fate.
    public ShareTests() => gateway = new((device, jobId, nonce, receivedAt) => jobId != Job ? ShareVerdict.UnknownJob : (ShareVerdict)(nonce % 10), meter);

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
        gateway.Submit(meter, meter.Report(seal: true, change: frame => { frame.JobId = 8; frame.ShareCount = 1; frame.Nonces[0] = 101; }));
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

    private byte[] Working(bool seal, params uint[] nonces) => meter.Report(seal, change: frame =>
    {
        frame.JobId = Job;
        frame.ShareCount = (byte)nonces.Length;
        nonces.CopyTo(frame.Nonces, 0);
    });

    private ShareVerdict[] Verdicts() => [.. gateway.Catalogue.Shares(meter.Id, 0, uint.MaxValue).Select(share => share.Verdict)];
}
