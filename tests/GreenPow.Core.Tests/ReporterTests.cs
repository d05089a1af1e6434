using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class ReporterTests
{
    [Fact]
    public void Ten_minutes_at_a_hundred_watts_count_as_16_666_milliwatt_hours()
    {
        List<ReportFrame> reports = new Bench().Commission().Boot().Run(600).Reports();
        Assert.Equal(10, reports.Count);
        Assert.Equal(16_666u, reports[^1].Channels[0].EnergyMilliwattHours);
        Assert.Equal(1_666u, reports[0].Channels[0].EnergyMilliwattHours);
    }

    [Fact]
    public void A_report_carries_the_means_of_its_slot()
    {
        ReportFrame report = new Bench().Commission().Boot().Run(120).Reports()[1];
        Assert.Equal(Bench.Midnight + 60, report.SlotStart);
        Assert.Equal(60, report.SlotSeconds);
        Assert.Equal(6, report.IntervalCount);
        Assert.All(report.Channels[0].MeanPowerMilliwatts.Take(6), mean => Assert.Equal(100_000, mean));
        Assert.Equal(40_000u, report.Channels[0].VoltageMillivolts);
        Assert.Equal(2_500, report.Channels[0].CurrentMilliamps);
        Assert.Equal(50, report.Channels[0].UncertaintyHundredths);
        Assert.Equal(1, report.Channels[0].Calibration);
    }

    [Fact]
    public void The_first_slot_after_boot_is_short_and_sealed_and_the_second_ends_on_the_minute()
    {
        Bench bench = new Bench().Commission();
        bench.Pass(17_400);
        List<ReportFrame> reports = bench.Boot().Run(120).Reports();
        Assert.Equal((Bench.Midnight + 18, 42), (reports[0].SlotStart, reports[0].SlotSeconds));
        Assert.True(reports[0].IsSealed);
        Assert.Equal((Bench.Midnight + 60, 60), (reports[1].SlotStart, reports[1].SlotSeconds));
        Assert.False(reports[1].IsSealed);
    }

    [Fact]
    public void Seals_stand_at_the_first_report_and_at_every_tenth_minute()
    {
        List<ReportFrame> reports = new Bench().Commission().Boot().Run(1800).Reports();
        Assert.Equal([1ul, 10, 20, 30], reports.Where(r => r.IsSealed).Select(r => r.Sequence));
    }

    [Fact]
    public void The_chain_begins_at_genesis_and_names_every_predecessor()
    {
        List<byte[]> frames = new Bench().Commission().Boot().Run(1200).Spooled();
        byte[] previous = new byte[32];
        byte[] deviceId = new byte[16];
        Identity.DeviceId(Bench.RealSigner.PublicKey, deviceId);
        Identity.Genesis(Bench.NetworkId, deviceId, previous);
        foreach (byte[] frame in frames)
        {
            Assert.Equal(previous, Bench.Read(frame).Previous);
            previous = SHA256.HashData(frame);
        }
    }

    [Fact]
    public void The_base_library_confirms_every_seal()
    {
        using ECDsa key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Bench.RealSigner.PublicKey[1..33], Y = Bench.RealSigner.PublicKey[33..] },
        });
        List<byte[]> seals = [.. new Bench().Commission().Boot().Run(1200).Spooled().Where(f => Bench.Read(f).IsSealed)];
        Assert.Equal(3, seals.Count);
        foreach (byte[] frame in seals)
        {
            byte[] signed = [.. "GreenPow/1 report\0"u8, .. frame[..^64]];
            Assert.True(key.VerifyData(signed, frame[^64..], HashAlgorithmName.SHA256));
        }
    }

    [Fact]
    public void The_last_report_before_sleep_is_sealed()
    {
        Bench bench = new Bench().Commission().Boot().Run(205);
        bench.Device.Sleep(bench.Uptime);
        ReportFrame last = bench.Reports()[^1];
        Assert.True(last.IsSealed);
        Assert.Equal((Bench.Midnight + 180, 25), (last.SlotStart, last.SlotSeconds));
    }

    [Fact]
    public void Sleep_at_the_end_of_a_slot_makes_no_empty_report()
    {
        Bench bench = new Bench().Commission().Boot().Run(179);
        bench.Pass(1000);
        bench.Device.Sleep(bench.Uptime);
        ReportFrame last = bench.Reports()[^1];
        Assert.True(last.IsSealed);
        Assert.Equal((3ul, 60), (last.Sequence, last.SlotSeconds));
    }

    [Fact]
    public void Sleep_right_after_an_unsealed_report_leaves_a_seal_of_one_second()
    {
        Bench bench = new Bench().Commission().Boot().Run(180);
        Assert.False(bench.Reports()[^1].IsSealed);
        bench.Device.Sleep(bench.Uptime);
        List<ReportFrame> reports = bench.Reports();
        Assert.Equal((4ul, (uint)Bench.Midnight + 180, 1), (reports[^1].Sequence, reports[^1].SlotStart, reports[^1].SlotSeconds));
        Assert.True(reports[^1].IsSealed);
        Assert.Equal(reports[^2].Channels[0].EnergyMilliwattHours, reports[^1].Channels[0].EnergyMilliwattHours);
        Assert.True(bench.Boot().Run(60).Reports()[^1].SlotStart >= Bench.Midnight + 181);
    }

    [Fact]
    public void Sleep_at_any_second_of_a_slot_leaves_the_last_report_sealed()
    {
        for (int seconds = 1; seconds <= 121; seconds++)
        {
            Bench bench = new Bench { Signer = new ConstantSigner() }.Commission().Boot().Run(seconds + 600);
            bench.Device.Sleep(bench.Uptime);
            Assert.Equal(bench.Device.Spool.LastSequence, bench.Device.Spool.LastSealedSequence);
        }
    }

    [Fact]
    public void After_sleep_the_next_boot_goes_on_with_the_same_counters()
    {
        Bench bench = new Bench().Commission().Boot().Run(300);
        bench.Device.Sleep(bench.Uptime);
        bench.Clock.UtcUnixMilliseconds += 8 * 3600 * 1000;
        List<ReportFrame> reports = bench.Boot().Run(60).Reports();
        Assert.Equal((7ul, 2u), (reports[^1].Sequence, reports[^1].BootCount));
        Assert.Equal(10_000u, reports[^1].Channels[0].EnergyMilliwattHours);
    }
}
