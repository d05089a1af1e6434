using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

/// <summary>How long the spool lasts and how much it wears the flash, with frames of the worst usual shape: three channels under broken cloud.</summary>
public class SpoolCapacityTests(ITestOutputHelper output)
{
    private const int ReferenceVolumeBytes = 0x1000000 - 0x490000;
    private const int StockVolumeBytes = 0x300000;
    private const int SmallVolumeBytes = 256 * 1024;

    // NOR flash of these modules is specified for so many erases of a sector.
    private const int EnduranceErases = 100_000;

    [Theory]
    [InlineData(SignerKind.Managed)]
    [InlineData(SignerKind.SecureElement)]
    public void The_reference_board_keeps_thirty_days(byte signerKind)
    {
        Bench bench = Fill(signerKind, SpoolSize.ReferenceCapacityBytes, SpoolSize.ReferenceFileBytes, days: 30);
        Assert.Equal(1ul, bench.Device.Spool.FirstSequence);
        Assert.Equal(30u * 1440, bench.Device.Spool.Count);
        Tell(bench, $"16 MB, signer {signerKind}");
        Assert.InRange(bench.Device.Spool.FileCount, 40, 170);
    }

    [Fact]
    public void The_stock_volume_of_three_megabytes_keeps_two_weeks()
    {
        Bench bench = Fill(SignerKind.Managed, SpoolSize.StockCapacityBytes, SpoolSize.StockFileBytes, days: 14);
        Assert.Equal(1ul, bench.Device.Spool.FirstSequence);
        Tell(bench, "3 MB");
    }

    [Fact]
    public void A_hundred_and_ninety_two_kilobytes_keep_thirty_hours_at_any_time()
    {
        Bench bench = NewBench(SignerKind.Managed, SpoolSize.SmallCapacityBytes, SpoolSize.SmallFileBytes);
        Cloudy(bench, 30 * 3600);
        Assert.Equal(1ul, bench.Device.Spool.FirstSequence);
        Tell(bench, "192 KB");
        uint least = uint.MaxValue;
        for (int hour = 0; hour < 72; hour++)
        {
            Cloudy(bench, 3600);
            least = Math.Min(least, bench.Device.Spool.Count);
        }

        output.WriteLine($"least kept afterwards: {least} reports");
        Assert.InRange(least, 30u * 60, 60u * 60);
        Assert.InRange(bench.Device.Spool.FileCount, 20, 25);
    }

    [Theory]
    [InlineData("small, online", SmallVolumeBytes, true, 150)]
    [InlineData("small, a full spool offline", SmallVolumeBytes, false, 150)]
    [InlineData("reference, online", ReferenceVolumeBytes, true, 20)]
    [InlineData("stock 3 MB, online", StockVolumeBytes, true, 20)]
    public void Ten_years_wear_no_block_beyond_its_endurance(string name, int volumeBytes, bool isOnline, int days)
    {
        bool isSmall = volumeBytes == SmallVolumeBytes;
        Bench bench = new() { Signer = new ConstantSigner() };
        Size(bench, isSmall ? SpoolSize.SmallCapacityBytes : SpoolSize.ReferenceCapacityBytes, isSmall ? SpoolSize.SmallFileBytes : SpoolSize.ReferenceFileBytes);
        bench.Options.SlotSeconds = isSmall ? SpoolSize.SmallSlotSeconds : SpoolSize.ReferenceSlotSeconds;
        bench.Commission(ThreeChannels(bench));
        // Settings with a CA certificate, the full report document, keys: what else lies on such a volume and never moves.
        foreach ((string file, int bytes) in new[] { ("settings-0", 2500), ("settings-1", 2500), ("commission-report-0", 1200), ("commission-report-1", 1200), ("key-0", 40), ("key-1", 40) })
            bench.Flash.Replace(file, new byte[bytes], 0, bytes);
        LittleFsModel volume = new(bench.Flash, volumeBytes);
        bench.FlashSeen = volume;
        bench.Boot();
        if (!isOnline) Cloudy(bench, 4 * 86400);
        bench.Link.IsReachable = isOnline;
        int[] before = [.. volume.Erases];
        for (int hour = 0; hour < days * 24; hour++)
        {
            Cloudy(bench, 3600);
            if (isOnline) bench.Have(bench.Device.Spool.LastSealedSequence);
            // A bad network: a login an hour, each stored before it is used.
            if (isOnline) bench.Link.Break();
            bench.Link.Publishes.Clear();
        }

        int[] worn = [.. volume.Erases.Zip(before, (after, start) => after - start)];
        double perYear = worn.Max() * 365.25 / days;
        output.WriteLine($"{name}: {worn.Sum() * 365.25 / days:F0} erases a year over {worn.Length} blocks, {perYear:F0} of the block worn most, {perYear * 10:F0} in ten years");
        Assert.InRange(perYear * 10, 1, EnduranceErases);
    }

    private void Tell(Bench bench, string name)
    {
        Spool spool = bench.Device.Spool;
        long bytes = bench.Flash.Names.Where(n => n.StartsWith(SpoolFile.Prefix, StringComparison.Ordinal)).Sum(bench.Flash.Length);
        output.WriteLine($"{name}: {spool.Count} reports in {bytes} bytes, {(double)bytes / spool.Count:F1} each, {1048576.0 * spool.Count / bytes:F0} per MB "
            + $"({1048576.0 * spool.Count / bytes / 1440:F2} days), {spool.FileCount} files, {spool.FillPercent} % full, index {spool.FileCount * 12} bytes");
    }

    private static CommissioningFrame ThreeChannels(Bench bench) => bench.Commissioning(
        new CommissioningChannel { Role = ChannelRole.Generation, UncertaintyHundredths = 50 },
        new CommissioningChannel { Role = ChannelRole.MiningLoad, UncertaintyHundredths = 50 },
        new CommissioningChannel { Role = ChannelRole.OtherLoad, UncertaintyHundredths = 50 });

    private static void Size(Bench bench, int capacityBytes, int fileBytes)
    {
        bench.Options.Channels = [new() { Role = ChannelRole.Generation }, new() { Role = ChannelRole.MiningLoad }, new() { Role = ChannelRole.OtherLoad }];
        bench.Options.SpoolCapacityBytes = capacityBytes;
        bench.Options.SpoolFileBytes = fileBytes;
        bench.Options.SampleMilliseconds = 10_000;
        bench.Options.LiveMilliseconds = 0;
    }

    private static Bench NewBench(byte signerKind, int capacityBytes, int fileBytes)
    {
        Bench bench = new() { Signer = new ConstantSigner { Kind = signerKind } };
        Size(bench, capacityBytes, fileBytes);
        return bench.Commission(ThreeChannels(bench)).Boot();
    }

    private static Bench Fill(byte signerKind, int capacityBytes, int fileBytes, int days)
    {
        Bench bench = NewBench(signerKind, capacityBytes, fileBytes);
        Cloudy(bench, days * 86400);
        return bench;
    }

    // Day and night under broken cloud: every ten seconds another power, by up to a third of what the sun gives.
    private static void Cloudy(Bench bench, int seconds)
    {
        uint state = unchecked((uint)(bench.Uptime / 1000) * 2654435761 + 1);
        for (int passed = 0; passed < seconds; passed += 10)
        {
            state = unchecked(state * 1664525 + 1013904223);
            double hour = bench.Clock.UtcUnixMilliseconds / 3600_000.0 % 24;
            double sun = Math.Max(0, Math.Sin((hour - 5) / 16 * Math.PI)) * (hour is > 5 and < 21 ? 400_000 : 0);
            bench.Meter.Milliwatts = (int)(sun * (0.67 + 0.33 * (state >> 16) / 65536));
            bench.Meter.Millivolts = 38_000 + (int)(state >> 20) % 500;
            bench.Run(10, 10_000);
        }
    }
}
