using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class SpoolTests
{
    private static Bench NewBench(int capacityBytes = 6 * 1024 * 1024)
    {
        Bench bench = new() { Signer = new ConstantSigner() };
        bench.Options.SpoolFileBytes = 1024;
        bench.Options.SpoolCapacityBytes = capacityBytes;
        return bench.Commission().Boot();
    }

    [Fact]
    public void What_is_read_back_is_what_was_published_in_any_order()
    {
        Bench bench = NewBench();
        bench.Link.IsReachable = true;
        bench.Run(7200, 5000);
        List<byte[]> published = bench.Link.Reports;
        Assert.Equal(120, published.Count);
        byte[] buffer = new byte[ReportFrame.MaximumLength];
        Random random = new(4);
        for (int i = 0; i < 500; i++)
        {
            int n = random.Next(120);
            int length = bench.Device.Spool.Read((ulong)n + 1, buffer, 0);
            Assert.Equal(published[n], buffer[..length]);
        }
    }

    [Fact]
    public void A_report_is_one_flush()
    {
        Bench bench = NewBench();
        int before = bench.Flash.Appends;
        bench.Run(3600, 5000);
        Assert.Equal(60, bench.Flash.Appends - before);
    }

    [Fact]
    public void Above_seventy_percent_new_reports_carry_no_curve()
    {
        List<ReportFrame> reports = NewBench(5 * 1024).Run(5400, 5000).Reports();
        ReportFrame first = reports.First(r => r.IntervalCount == 0);
        Assert.InRange(first.Sequence, 65ul, 85ul);
        Assert.All(reports.Where(r => r.Sequence >= first.Sequence), r => Assert.Equal(0, r.IntervalCount));
        Assert.All(reports.Where(r => r.Sequence < first.Sequence), r => Assert.Equal(6, r.IntervalCount));
    }

    [Fact]
    public void A_full_spool_lets_the_oldest_go_and_the_next_report_says_so_under_a_seal()
    {
        Bench bench = NewBench(4 * 1024).Run(4 * 3600, 5000);
        List<ReportFrame> reports = bench.Reports();
        Assert.True(bench.Device.Spool.FirstSequence > 1);
        ReportFrame marked = reports.First(r => (r.Flags & ReportFlags.HistoryLost) != 0);
        Assert.True(marked.IsSealed);
        Assert.InRange(bench.Flash.Names.Sum(bench.Flash.Length), 2048, 4 * 1024 + 512);
    }

    [Fact]
    public void A_flash_that_refuses_a_report_leaves_its_energy_to_the_next()
    {
        Bench bench = NewBench().Run(120);
        bench.Flash.IsFull = true;
        bench.Run(60);
        bench.Flash.IsFull = false;
        List<ReportFrame> reports = bench.Run(60).Reports();
        Assert.Equal([1ul, 2, 3], reports.Select(r => r.Sequence));
        Assert.Equal(6_666ul, reports[^1].Channels[0].EnergyMilliwattHours);
    }

    [Fact]
    public void A_damaged_record_is_never_handed_out_and_marks_the_history()
    {
        Bench bench = NewBench().Run(3600, 5000);
        string oldest = bench.Flash.Names.Where(n => n.StartsWith(SpoolFile.Prefix, StringComparison.Ordinal)).Min(StringComparer.Ordinal)!;
        List<byte[]> made = bench.Spooled();
        bench.Flash[oldest][400] ^= 0x04;
        bench.Boot();
        bench.Link.IsReachable = true;
        bench.Run(40);
        Assert.All(bench.Link.Reports, r => Assert.Equal(made[(int)Bench.Read(r).Sequence - 1], r));
        Assert.InRange(bench.Link.Reports.Count, made.Count - 14, made.Count - 1);
        bench.Run(60);
        Assert.True((Bench.Read(bench.Link.Reports[^1]).Flags & ReportFlags.HistoryLost) != 0);
    }

    [Fact]
    public void A_device_whose_storage_is_gone_waits_for_the_gateway_and_goes_on_in_a_new_segment()
    {
        Bench bench = NewBench().Run(600);
        byte[] lastHash = SHA256.HashData(bench.Spooled()[^1]);
        bench.Flash = new MemoryFlash();
        bench.Boot().Run(120);
        Assert.Equal(0ul, bench.Device.NextSequence);
        bench.Link.IsReachable = true;
        bench.Run(3);
        bench.Have(10, lastHash, bench.LoginCounter - 1);
        bench.Run(1);
        Assert.Equal(0ul, bench.Device.NextSequence);
        bench.Have(10, lastHash, bench.LoginCounter);
        ReportFrame next = bench.Run(60).Reports()[0];
        Assert.Equal(11ul, next.Sequence);
        Assert.Equal(lastHash, next.Previous);
        Assert.True(next.IsSealed && (next.Flags & ReportFlags.HistoryLost) != 0);
        Assert.True((next.Flags & ReportFlags.CalibrationMissing) != 0);
    }

    [Fact]
    public void Reports_that_vanished_are_not_made_a_second_time()
    {
        Bench bench = NewBench().Run(600);
        bench.Boot();
        foreach (string name in bench.Flash.List(SpoolFile.Prefix)) bench.Flash.Delete(name);
        bench.Boot().Run(120);
        Assert.Equal(0ul, bench.Device.NextSequence);
        Assert.Empty(bench.Reports());
    }
}
