using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class HeartbeatTests
{
    // About one nonce in 64 meets it.
    private const uint EasyBits = 0x2003FFFF;

    private static Bench Online()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission().Boot();
        bench.Link.IsReachable = true;
        return bench.Run(3);
    }

    private static byte[] Work(Bench bench, uint jobId, int lifeSeconds = 600, byte[]? key = null, uint bits = EasyBits)
    {
        long now = bench.Clock.UtcUnixMilliseconds / 1000;
        WorkFrame work = new() { JobId = jobId, IssuedAt = (uint)now, Expires = (uint)(now + lifeSeconds), TargetBits = bits };
        Identity.DeviceId(bench.Signer.PublicKey, work.DeviceId);
        for (int i = 0; i < work.Header.Length; i++) work.Header[i] = (byte)(i + (int)jobId);
        byte[] bytes = new byte[work.Length];
        work.Write(bytes, 0);
        DeviceMac.Seal(key ?? Bench.MacKey, bytes, 0, work.LengthBeforeMac);
        bench.Link.Deliver(Topics.Work(bench.Device.DeviceId), bytes);
        return work.Header;
    }

    private static ReportFrame Last(Bench bench) => bench.Reports()[^1];

    [Fact]
    public void Every_share_of_a_report_meets_the_target_of_its_job()
    {
        Bench bench = Online();
        byte[] header76 = Work(bench, 7);
        ReportFrame report = Last(bench.Run(60));
        byte[] target = new byte[32];
        Assert.True(CompactTarget.TryExpand(EasyBits, target));
        Assert.Equal(7u, report.JobId);
        Assert.Equal(ReportFrame.MaximumShares, report.ShareCount);
        Assert.Equal(report.ShareCount, report.Nonces.Take(report.ShareCount).Distinct().Count());
        byte[] header80 = new byte[80];
        for (int i = 0; i < report.ShareCount; i++)
        {
            MaxcoinHeader.WithNonce(header76, report.Nonces[i], header80);
            Assert.True(MaxcoinHeader.Meets(header80, target));
        }
    }

    [Fact]
    public void The_budget_is_so_many_hashes_per_second()
    {
        Bench bench = Online();
        Work(bench, 7, bits: 0x1D00FFFF);
        Assert.Equal(60u * 50, Last(bench.Run(120)).HashesTried);
    }

    [Fact]
    public void Without_a_job_a_report_names_none()
    {
        ReportFrame report = Last(Online().Run(60));
        Assert.Equal((0u, 0u, (byte)0), (report.JobId, report.HashesTried, report.ShareCount));
    }

    [Fact]
    public void A_job_that_expired_is_not_worked_on()
    {
        Bench bench = Online();
        Work(bench, 7, lifeSeconds: 30, bits: 0x1D00FFFF);
        List<ReportFrame> reports = bench.Run(180).Reports();
        Assert.InRange(reports[0].HashesTried, 28u * 50, 30u * 50);
        Assert.Equal((0u, 0u), (reports[1].JobId, reports[1].HashesTried));
    }

    [Fact]
    public void A_new_job_waits_for_the_end_of_the_slot_and_no_report_mixes_two()
    {
        Bench bench = Online();
        Work(bench, 7, bits: 0x1D00FFFF);
        bench.Run(20);
        Work(bench, 8, bits: 0x1D00FFFF);
        List<ReportFrame> reports = bench.Run(100).Reports();
        Assert.Equal([7u, 8], reports.Select(r => r.JobId));
        Assert.Equal(3000u, reports[1].HashesTried);
    }

    [Fact]
    public void The_same_job_delivered_again_does_not_begin_anew()
    {
        Bench bench = Online();
        Work(bench, 7, bits: 0x2000FFFF);
        bench.Run(30);
        Work(bench, 7, bits: 0x2000FFFF);
        List<ReportFrame> reports = bench.Run(240).Reports();
        List<uint> nonces = [.. reports.SelectMany(r => r.Nonces.Take(r.ShareCount))];
        Assert.NotEmpty(nonces);
        Assert.Equal(nonces.Count, nonces.Distinct().Count());
    }

    [Fact]
    public void A_job_without_the_gateways_key_is_ignored()
    {
        Bench bench = Online();
        Work(bench, 7, key: new byte[32]);
        Assert.Equal(0u, Last(bench.Run(60)).JobId);
    }

    [Fact]
    public void The_live_message_shows_hashes_per_second()
    {
        Bench bench = Online();
        Work(bench, 7, bits: 0x1D00FFFF);
        bench.Run(10);
        string live = System.Text.Encoding.ASCII.GetString(bench.Link.Publishes[^1].Payload);
        Assert.EndsWith("\"hps\":50}", live);
    }
}
