using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

/// <summary>A day of one-minute reports, power cut in each of its flash operations, before, in the middle and after.</summary>
public class PowerCutDayTests
{
    private const int DaySeconds = 86_400;

    [Fact]
    public void After_a_cut_in_any_operation_of_a_day_every_report_that_was_whole_is_there_and_the_next_follows_it()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() };
        Usual(bench);
        bench.Commission();
        MemoryFlash image = bench.Flash.Fork();
        FlashLog log = new(bench.Flash, () => (bench.Clock.UtcUnixMilliseconds, bench.Link.Publishes.Count));
        bench.FlashSeen = log;
        bench.Link.IsReachable = true;
        bench.Boot();
        for (int hour = 0; hour < 24; hour++)
        {
            bench.Run(3600, 20_000);
            // Files go in between, as the gateway says what it holds.
            bench.Have(bench.Device.Spool.LastSealedSequence);
        }

        List<byte[]> made = bench.Link.Reports;
        Assert.Equal(DaySeconds / 60, made.Count);
        Assert.InRange(log.Operations.Count, 1450, 1700);
        Assert.Contains(log.Operations, o => o.Kind == 'D');
        int whole = 0;
        int restarts = 0;
        for (int i = 0; i < log.Operations.Count; i++)
        {
            FlashOperation operation = log.Operations[i];
            bool isReport = operation.Name.StartsWith(SpoolFile.Prefix, StringComparison.Ordinal) && operation.Kind == 'A';
            foreach (int bytes in Prefixes(operation, everyOne: i % 101 == 0))
            {
                MemoryFlash flash = image.Fork();
                FlashLog.Apply(flash, operation, bytes);
                bool isWhole = isReport && bytes == operation.Bytes.Length;
                GoOn(flash, operation, made, whole + (isWhole ? 1 : 0));
                restarts++;
            }

            FlashLog.Apply(image, operation, operation.Kind == 'D' ? 1 : operation.Bytes.Length);
            if (isReport) whole++;
        }

        Assert.InRange(restarts, 8_000, 20_000);
    }

    private static IEnumerable<int> Prefixes(FlashOperation operation, bool everyOne)
    {
        int length = operation.Kind == 'D' ? 1 : operation.Bytes.Length;
        return everyOne ? Enumerable.Range(0, length + 1) : new[] { 0, 1, length / 2, length - 1, length }.Distinct();
    }

    private static void Usual(Bench bench)
    {
        bench.Options.SampleMilliseconds = 20_000;
        bench.Options.LiveMilliseconds = 0;
        bench.Options.SpoolCapacityBytes = SpoolSize.SmallCapacityBytes;
        bench.Options.SpoolFileBytes = SpoolSize.SmallFileBytes;
    }

    // What a device does that was started on what the cut left.
    private static void GoOn(MemoryFlash flash, FlashOperation cut, List<byte[]> made, int whole)
    {
        Bench bench = new() { Signer = new ConstantSigner(), Flash = flash };
        Usual(bench);
        bench.Clock.UtcUnixMilliseconds = cut.UnixMilliseconds + 3000;
        bench.Boot();
        Assert.Equal((ulong)whole + 1, bench.Device.NextSequence);
        bench.Run(120, 20_000);
        byte[] buffer = new byte[ReportFrame.MaximumLength];
        byte[] previous = new byte[32];
        ulong energy = 0;
        if (whole > 0)
        {
            Assert.Equal(made[whole - 1], buffer[..bench.Device.Spool.Read((ulong)whole, buffer, 0)]);
            ReportFrame last = Bench.Read(made[whole - 1]);
            energy = last.Channels[0].EnergyMilliwattHours;
            previous = SHA256.HashData(made[whole - 1]);
        }

        ReportFrame next = Bench.Read(buffer[..bench.Device.Spool.Read((ulong)whole + 1, buffer, 0)]);
        if (whole > 0) Assert.Equal(previous, next.Previous);
        Assert.True(next.IsSealed);
        Assert.True(next.SlotStart * 1000L >= cut.UnixMilliseconds, "a slot of before the cut");
        // One milliwatt-hour more or less: the remainders below it were kept.
        long counted = (long)(next.Channels[0].EnergyMilliwattHours - energy);
        Assert.InRange(counted, 0, next.SlotSeconds * 100_000L / 3600 + 30);
    }
}
