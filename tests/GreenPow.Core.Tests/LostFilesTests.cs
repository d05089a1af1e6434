using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

/// <summary>Whatever the flash loses, no sequence is ever used again with other bytes: that would suspend the device as one that forged its history.</summary>
public class LostFilesTests
{
    private static readonly string[] Kept = ["gateway", "gatekeys", "tuning", "pause"];

    [Theory]
    [InlineData(3000)]
    [InlineData(9000)]
    public void Any_set_of_lost_files_leads_to_no_second_report_of_a_sequence(int seconds)
    {
        Bench first = Lived(seconds);
        Dictionary<ulong, byte[]> seen = first.Link.Reports.ToDictionary(r => Bench.Read(r).Sequence);
        ulong held = seen.Keys.Max();
        Assert.True(Bench.Read(seen[held]).IsSealed);
        // What can be lost in a way that matters: all but keys; of the spool the newest three files one by one, the others together.
        List<string> spool = [.. first.Flash.List(SpoolFile.Prefix).Order(StringComparer.Ordinal)];
        List<string[]> groups = [.. spool.SkipLast(3).Any() ? new[] { spool.SkipLast(3).ToArray() } : [], .. spool.TakeLast(3).Select(name => new[] { name }),
            .. first.Flash.Names.Where(n => !spool.Contains(n) && !Kept.Any(k => n.StartsWith(k, StringComparison.Ordinal))).Order(StringComparer.Ordinal).Select(name => new[] { name })];
        Assert.InRange(groups.Count, 6, 9);
        for (int lost = 0; lost < 1 << groups.Count; lost++)
        {
            Bench bench = new() { Signer = first.Signer, Flash = first.Flash.Fork() };
            bench.Options.SpoolFileBytes = 1024;
            for (int i = 0; i < groups.Count; i++)
                if ((lost >> i & 1) != 0) Array.ForEach(groups[i], bench.Flash.Delete);
            LiveOn(bench, first, seen, held);
        }
    }

    [Fact]
    public void Any_bit_that_turns_in_the_newest_file_leads_to_no_second_report_of_a_sequence()
    {
        Bench first = Lived(1200);
        Dictionary<ulong, byte[]> seen = first.Link.Reports.ToDictionary(r => Bench.Read(r).Sequence);
        string newest = first.Flash.List(SpoolFile.Prefix).Max(StringComparer.Ordinal)!;
        int clean = 0;
        for (int bit = 0; bit < first.Flash.Length(newest) * 8; bit += 3)
        {
            Bench bench = new() { Signer = first.Signer, Flash = first.Flash.Copy() };
            bench.Options.SpoolFileBytes = 1024;
            bench.Flash[newest][bit / 8] ^= (byte)(1 << (bit % 8));
            LiveOn(bench, first, seen, seen.Keys.Max(), ref clean);
        }

        Assert.Equal(0, clean);
    }

    private static Bench Lived(int seconds)
    {
        Bench bench = new() { Signer = new ConstantSigner() };
        bench.Options.SpoolFileBytes = 1024;
        bench.Commission().Boot();
        bench.Link.IsReachable = true;
        bench.Run(seconds, 5000);
        return bench;
    }

    private static void LiveOn(Bench bench, Bench first, Dictionary<ulong, byte[]> seen, ulong held)
    {
        int ignored = 0;
        LiveOn(bench, first, seen, held, ref ignored);
    }

    // Two minutes offline, then with the gateway, which says what it holds; then once more after a boot.
    private static void LiveOn(Bench bench, Bench first, Dictionary<ulong, byte[]> seen, ulong held, ref int clean)
    {
        bench.Clock.UtcUnixMilliseconds = first.Clock.UtcUnixMilliseconds + 60_000;
        bench.Boot();
        if (bench.Device.NextSequence != 0) Assert.True(bench.Device.NextSequence > held, $"goes on at {bench.Device.NextSequence}, but {held} was made");
        if (bench.Device.NextSequence != 0) clean++;
        bench.Run(120, 5000).Boot();
        bench.Link.IsReachable = true;
        bench.Run(2);
        bench.Have(held, hash: SHA256.HashData(seen[held]));
        bench.Run(130, 5000);
        Assert.NotEmpty(bench.Link.Reports);
        foreach (byte[] report in bench.Link.Reports)
            if (seen.TryGetValue(Bench.Read(report).Sequence, out byte[]? before)) Assert.Equal(before, report);
    }

    [Fact]
    public void A_blank_flash_is_not_the_beginning_even_with_a_commissioning_record()
    {
        Bench bench = new() { Signer = new ConstantSigner() };
        bench.Commission();
        bench.Flash = new MemoryFlash();
        // The installer gives the record back; nobody says that the key is new.
        Assert.True(new Installation(bench.Flash).Save(bench.Commissioning(new CommissioningChannel { Role = ChannelRole.Generation })));
        bench.Boot().Run(300, 5000);
        Assert.Equal(0ul, bench.Device.NextSequence);
        Assert.Empty(bench.Reports());
        bench.Link.IsReachable = true;
        bench.Run(30);
        Assert.Empty(bench.Link.Reports);
        bench.Have(0, loginCounter: bench.LoginCounter - 1);
        Assert.Equal(0ul, bench.Run(1).Device.NextSequence);
        bench.Have(0);
        Assert.Equal(1ul, bench.Run(1).Device.NextSequence);
    }

    [Fact]
    public void A_flash_with_a_state_is_never_taken_for_a_new_keys()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission().Boot();
        Assert.False(DeviceState.WriteForNewKey(bench.Flash));
        foreach (string name in bench.Flash.List("state-")) bench.Flash[name][3] ^= 1;
        Assert.False(DeviceState.WriteForNewKey(bench.Flash));
    }
}
