using GreenPow.Core;

namespace GreenPow.Core.Tests;

public class LightTests
{
    [Fact]
    public void Every_trouble_has_its_own_code()
    {
        IEnumerable<byte> troubles = Enumerable.Range(1, Trouble.Last).Select(t => (byte)t);
        List<(int, int)> codes = [.. troubles.Select(t => (Trouble.LongFlashes(t), Trouble.ShortFlashes(t)))];
        Assert.All(codes, c => Assert.True(c.Item1 > 0 && c.Item2 > 0));
        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.Equal(codes.Count, troubles.Select(Trouble.Text).Distinct().Count());
    }

    [Fact]
    public void Each_code_is_played_in_time()
    {
        for (byte trouble = 1; trouble <= Trouble.Last; trouble++)
        {
            FakeLight light = new();
            Blinker blinker = new(light);
            blinker.Show(LightPattern.Code(trouble), 0);
            for (light.Now = 1; light.Now < 20000; light.Now++) blinker.Step(light.Now);
            ProvisionerTests.AssertCode(trouble, light, 0);
        }
    }

    [Fact]
    public void Who_sleeps_as_long_as_asked_misses_no_change()
    {
        FakeLight light = new();
        Blinker blinker = new(light);
        blinker.Show(LightPattern.Identify, 0);
        while (light.Now < 1000) light.Now += blinker.Step(light.Now);
        Assert.Equal(Enumerable.Repeat(50L, 18), light.Lengths(0, 18));
    }

    [Fact]
    public void A_long_silence_is_not_made_up_for()
    {
        FakeLight light = new();
        Blinker blinker = new(light);
        blinker.Show(LightPattern.Working, 0);
        light.Now = 100_000_000;
        Assert.InRange(blinker.Step(light.Now), 1, 5000);
        Assert.InRange(light.Changes.Count, 1, 2);
    }

    [Fact]
    public void Identify_blinks_for_ten_seconds_for_anybody()
    {
        InstallerBench bench = new InstallerBench().Run(1000);
        bench.Ask(ImprovCommand.Identify);
        Assert.Equal(ImprovError.None, bench.Radio.Errors[^1]);
        long from = bench.Now;
        bench.Run(Provisioner.IdentifyMilliseconds - 200);
        Assert.All(bench.Light.Lengths(from, 100), length => Assert.Equal(50, length));
        bench.Run(400);
        from = bench.Now;
        bench.Run(8000);
        ProvisionerTests.AssertCode(Trouble.NotProvisioned, bench.Light, from);
    }

    [Fact]
    public void The_worst_trouble_is_told_first()
    {
        Troubles troubles = new();
        troubles.Set(Trouble.LoginRefused, true);
        troubles.Set(Trouble.MeterSilent, true);
        Assert.Equal(Trouble.MeterSilent, troubles.Worst);
        troubles.Set(Trouble.MeterSilent, false);
        Assert.Equal(Trouble.LoginRefused, troubles.Worst);
    }
}
