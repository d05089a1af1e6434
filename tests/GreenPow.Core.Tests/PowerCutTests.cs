using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class PowerCutTests
{
    private const long SlotMilliwattHours = 1667;

    /// <summary>How much of the operation that power is cut in reaches the flash.</summary>
    public static TheoryData<int> Permilles => [0, 20, 500, 999, 1000];

    [Theory]
    [MemberData(nameof(Permilles))]
    public void A_cut_at_any_flash_operation_of_an_hour_loses_at_most_one_slot_and_rewrites_nothing(int permille)
    {
        int operations = Operations(NewBench(), 3600);
        Assert.InRange(operations, 61, 80);
        for (int cut = 1; cut <= operations; cut++)
        {
            Bench bench = NewBench();
            History history = RunWithCut(bench, cut, permille, 3600, 5000);
            history.Check(bench, 3600, SlotMilliwattHours);
        }
    }

    [Theory]
    [MemberData(nameof(Permilles))]
    public void A_cut_at_any_flash_operation_of_a_day_of_ten_minute_slots_loses_at_most_one_of_them(int permille)
    {
        Bench Day()
        {
            Bench bench = NewBench();
            bench.Options.SlotSeconds = 600;
            bench.Options.SpoolFileBytes = 4096;
            return bench;
        }

        int operations = Operations(Day(), 86400);
        Assert.InRange(operations, 145, 170);
        for (int cut = 1; cut <= operations; cut++)
        {
            Bench bench = Day();
            History history = RunWithCut(bench, cut, permille, 86400, 60000);
            history.Check(bench, 86400, SlotMilliwattHours * 10);
        }
    }

    [Fact]
    public void Cut_after_cut_at_random_operations_only_ever_loses_the_slots_that_were_cut()
    {
        for (int seed = 1; seed <= 40; seed++)
        {
            Random random = new(seed);
            Bench bench = NewBench();
            bench.Options.SpoolFileBytes = 2048;
            History history = new();
            int cuts = 0;
            long end = bench.Clock.UtcUnixMilliseconds + 3600_000;
            History.Boot(bench);
            while (bench.Clock.UtcUnixMilliseconds < end)
            {
                bench.Flash.CutAtOperation = bench.Flash.Operations + random.Next(1, 12);
                bench.Flash.CutPermille = random.Next(0, 1001);
                if (history.RunUntilCut(bench, end, 5000)) continue;
                cuts++;
                bench.Flash.CutAtOperation = 0;
                History.Boot(bench);
            }

            Assert.InRange(cuts, 4, 60);
            history.Check(bench, 3600, SlotMilliwattHours * cuts, slotsAtTheEnd: 4);
        }
    }

    private static Bench NewBench()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission();
        bench.Link.IsReachable = true;
        return bench;
    }

    private static int Operations(Bench bench, int seconds)
    {
        int before = bench.Flash.Operations;
        bench.Boot().Run(seconds, 5000);
        return bench.Flash.Operations - before;
    }

    private static History RunWithCut(Bench bench, int cut, int permille, int seconds, int stepMilliseconds)
    {
        History history = new();
        long end = bench.Clock.UtcUnixMilliseconds + seconds * 1000L;
        bench.Flash.CutAtOperation = bench.Flash.Operations + cut;
        bench.Flash.CutPermille = permille;
        History.Boot(bench);
        if (!history.RunUntilCut(bench, end, stepMilliseconds))
        {
            History.Boot(bench);
            Assert.True(history.RunUntilCut(bench, end, stepMilliseconds));
        }

        return history;
    }

    /// <summary>What a gateway saw over all boots.</summary>
    private sealed class History
    {
        private readonly Dictionary<ulong, byte[]> _seen = [];

        /// <summary>Boots until booting itself is not cut.</summary>
        public static void Boot(Bench bench)
        {
            while (true)
            {
                try
                {
                    bench.Boot();
                    return;
                }
                catch (PowerCutException)
                {
                }
            }
        }

        /// <summary>True when the end was reached before the cut.</summary>
        public bool RunUntilCut(Bench bench, long endUnixMilliseconds, int stepMilliseconds)
        {
            try
            {
                while (bench.Clock.UtcUnixMilliseconds < endUnixMilliseconds) bench.Run(stepMilliseconds / 1000, stepMilliseconds);
                return true;
            }
            catch (PowerCutException)
            {
                return false;
            }
            finally
            {
                See(bench.Link.Reports);
            }
        }

        public void Check(Bench bench, int seconds, long lossMilliwattHours, int slotsAtTheEnd = 1)
        {
            List<byte[]> spooled = bench.Spooled();
            See(spooled);
            byte[] previous = new byte[32];
            byte[] deviceId = new byte[16];
            Identity.DeviceId(bench.Signer.PublicKey, deviceId);
            Identity.Genesis(Bench.NetworkId, deviceId, previous);
            ulong energy = 0;
            long slotEnd = 0;
            for (ulong sequence = 1; sequence <= (ulong)spooled.Count; sequence++)
            {
                Assert.Equal(_seen[sequence], spooled[(int)sequence - 1]);
                ReportFrame report = Bench.Read(_seen[sequence]);
                Assert.Equal(sequence, report.Sequence);
                Assert.Equal(previous, report.Previous);
                Assert.True(report.Channels[0].EnergyMilliwattHours >= energy, "a counter went back");
                Assert.True(report.SlotStart >= slotEnd, "two slots overlap");
                energy = report.Channels[0].EnergyMilliwattHours;
                slotEnd = report.SlotStart + report.SlotSeconds;
                previous = SHA256.HashData(_seen[sequence]);
            }

            Assert.Equal(spooled.Count, _seen.Count);
            Assert.InRange(slotEnd, Bench.Midnight + seconds - slotsAtTheEnd * bench.Options.SlotSeconds, Bench.Midnight + seconds);
            long truth = bench.Meter.TruthMicrojoules / 3_600_000;
            Assert.InRange((long)energy, truth - lossMilliwattHours, truth);
        }

        private void See(List<byte[]> frames)
        {
            foreach (byte[] frame in frames)
            {
                ulong sequence = Bench.Read(frame).Sequence;
                if (_seen.TryGetValue(sequence, out byte[]? before)) Assert.Equal(before, frame);
                else _seen.Add(sequence, frame);
            }
        }
    }
}
