using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

/// <summary>A loss is owed to the gateway until a report that says it is on the flash, whatever happens to the power before.</summary>
public class LostHistoryTests
{
    private static Bench NewBench(int capacityBytes = 6 * 1024 * 1024)
    {
        Bench bench = new() { Signer = new ConstantSigner() };
        bench.Options.SpoolFileBytes = 1024;
        bench.Options.SpoolCapacityBytes = capacityBytes;
        return bench.Commission().Boot();
    }

    [Fact]
    public void Lost_storage_is_told_after_a_power_cut_before_the_first_report()
    {
        Bench bench = NewBench().Run(600);
        byte[] lastHash = SHA256.HashData(bench.Spooled()[^1]);
        bench.Flash = new MemoryFlash();
        Learn(bench.Boot(), 10, lastHash);
        Assert.Equal(11ul, bench.Device.NextSequence);
        bench.Boot();
        Learn(bench, 10, lastHash);
        AssertTold(bench.Run(90), 11);
    }

    [Fact]
    public void A_storage_of_an_older_day_does_not_go_on_by_itself_after_a_power_cut()
    {
        Bench bench = NewBench().Run(300);
        MemoryFlash older = bench.Flash.Copy();
        byte[] lastHash = SHA256.HashData(bench.Run(600).Spooled()[^1]);
        ulong held = bench.Device.Spool.LastSequence;
        bench.Flash = older;
        Learn(bench.Boot(), held, lastHash);
        Assert.Equal(held + 1, bench.Device.NextSequence);
        bench.Link.IsReachable = false;
        Assert.Equal(0ul, bench.Boot().Run(90).Device.NextSequence);
        Learn(bench, held, lastHash);
        AssertTold(bench.Run(90), held + 1);
    }

    [Fact]
    public void A_jump_over_damaged_storage_is_told_after_a_power_cut_before_the_next_report()
    {
        Bench bench = NewBench().Run(1200, 5000);
        string newest = bench.Flash.List(SpoolFile.Prefix).Max(StringComparer.Ordinal)!;
        List<byte[]> made = bench.Spooled();
        bench.Flash[newest][bench.Flash.Length(newest) / 2] ^= 4;
        for (int i = 0; i < 2; i++)
        {
            Learn(bench.Boot(), 5, SHA256.HashData(made[4]));
            Assert.True(bench.Device.NextSequence > (ulong)made.Count + 1);
        }

        ulong next = bench.Device.NextSequence;
        AssertTold(bench.Run(90), next);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void Reports_that_a_full_spool_dropped_are_told_after_a_power_cut(int cutPermille)
    {
        // The cut comes in each operation of the minutes in which the oldest file goes.
        int cuts = 0;
        for (int cut = 1; cut < 40; cut++)
        {
            Bench bench = NewBench(4 * 1024);
            while (bench.Device.Spool.FillPercent < 96) bench.Run(60, 5000);
            Assert.Equal(1ul, bench.Device.Spool.FirstSequence);
            bench.Flash.CutAtOperation = bench.Flash.Operations + cut;
            bench.Flash.CutPermille = cutPermille;
            try
            {
                while (bench.Device.Spool.FirstSequence == 1) bench.Run(5, 5000);
                bench.Run(5, 5000);
            }
            catch (PowerCutException)
            {
                cuts++;
            }

            bench.Flash.CutAtOperation = 0;
            bench.Boot();
            if (bench.Device.Spool.FirstSequence == 1) continue;
            // The report that was being appended may not have known yet.
            ulong next = bench.Device.NextSequence;
            AssertTold(bench.Run(70, 5000), next);
        }

        Assert.InRange(cuts, 8, 39);
    }

    [Fact]
    public void A_loss_is_told_by_the_first_report_that_the_flash_took()
    {
        Bench bench = NewBench().Run(600);
        byte[] lastHash = SHA256.HashData(bench.Spooled()[^1]);
        bench.Flash = new MemoryFlash();
        Learn(bench.Boot(), 10, lastHash);
        bench.Flash.IsFull = true;
        Assert.Equal(11ul, bench.Run(120).Device.NextSequence);
        bench.Flash.IsFull = false;
        AssertTold(bench.Run(60), 11);
        AssertNotTold(bench.Run(60), 12);
    }

    [Fact]
    public void A_flash_that_refuses_everything_loses_no_report_that_it_holds()
    {
        Bench bench = NewBench().Run(3600, 5000);
        Assert.True(bench.Device.Spool.FileCount > 2);
        bench.Flash.IsFull = true;
        bench.Run(1800, 5000);
        Assert.Equal(1ul, bench.Device.Spool.FirstSequence);
        bench.Flash.IsFull = false;
        bench.Boot().Run(60);
        AssertNotTold(bench, 61);
    }

    [Fact]
    public void A_loss_that_was_told_is_not_told_again_after_a_power_cut()
    {
        Bench bench = NewBench().Run(600);
        byte[] lastHash = SHA256.HashData(bench.Spooled()[^1]);
        bench.Flash = new MemoryFlash();
        Learn(bench.Boot(), 10, lastHash);
        AssertTold(bench.Run(60), 11);
        AssertNotTold(bench.Boot().Run(60), 12);
    }

    [Fact]
    public void A_day_without_a_loss_writes_the_state_as_often_as_it_begins_files()
    {
        Bench bench = NewBench();
        int operations = bench.Flash.Operations;
        int files = bench.Device.Spool.FileCount;
        bench.Run(7200, 5000);
        Assert.Equal(120 + 2 * (bench.Device.Spool.FileCount - files), bench.Flash.Operations - operations);
    }

    private static void Learn(Bench bench, ulong held, byte[] hash)
    {
        bench.Link.IsReachable = true;
        bench.Run(3);
        bench.Have(held, hash);
        bench.Run(1);
        Assert.NotEqual(0ul, bench.Device.NextSequence);
    }

    private static void AssertTold(Bench bench, ulong sequence)
    {
        ReportFrame report = Report(bench, sequence);
        Assert.True(report.IsSealed && (report.Flags & ReportFlags.HistoryLost) != 0, $"report {sequence} has the flags {report.Flags:x4}");
    }

    private static void AssertNotTold(Bench bench, ulong sequence) =>
        Assert.Equal(0, Report(bench, sequence).Flags & ReportFlags.HistoryLost);

    private static ReportFrame Report(Bench bench, ulong sequence)
    {
        byte[] buffer = new byte[ReportFrame.MaximumLength];
        int length = bench.Device.Spool.Read(sequence, buffer, 0);
        Assert.True(length > 0, $"report {sequence} is not in the spool, which ends with {bench.Device.Spool.LastSequence}");
        return Bench.Read(buffer[..length]);
    }
}
