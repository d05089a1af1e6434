using GreenPow.Storage;

namespace GreenPow.Gateway.Tests.Devices;

public sealed class LoginCounterTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-logins").FullName;
    private readonly DeviceId device = new TestKey().Id;

    [Fact]
    public void A_counter_is_taken_once_and_never_a_lower_one_again_also_after_a_restart()
    {
        using (var before = new OpenCatalogue(folder))
        {
            Assert.True(before.Catalogue.TryTakeLogin(device, 7, ManualTime.Noon));
            Assert.False(before.Catalogue.TryTakeLogin(device, 7, ManualTime.Noon));
        }
        using var after = new OpenCatalogue(folder);
        Assert.False(after.Catalogue.TryTakeLogin(device, 7, ManualTime.Noon));
        Assert.False(after.Catalogue.TryTakeLogin(device, 6, ManualTime.Noon));
        Assert.True(after.Catalogue.TryTakeLogin(device, 8, ManualTime.Noon));
    }

    [Fact]
    public void Counters_are_compared_as_unsigned_64_bits()
    {
        using var open = new OpenCatalogue(folder);
        Assert.True(open.Catalogue.TryTakeLogin(device, long.MaxValue, ManualTime.Noon));
        Assert.True(open.Catalogue.TryTakeLogin(device, ulong.MaxValue, ManualTime.Noon));
        Assert.False(open.Catalogue.TryTakeLogin(device, 1, ManualTime.Noon));
    }

    [Fact]
    public void Of_many_at_once_one_gets_the_counter()
    {
        using var open = new OpenCatalogue(folder);
        var taken = 0;
        Parallel.For(0, 16, _ =>
        {
            if (open.Catalogue.TryTakeLogin(device, 5, ManualTime.Noon)) Interlocked.Increment(ref taken);
        });
        Assert.Equal(1, taken);
    }

    [Fact]
    public void A_counter_that_an_applicant_used_is_used_when_it_has_applied()
    {
        var key = new TestKey();
        using (var before = new OpenCatalogue(folder))
        {
            Assert.True(before.Catalogue.TryTakeApplicantLogin(key.Id, 7, ManualTime.Noon));
            Assert.False(before.Catalogue.TryTakeApplicantLogin(key.Id, 7, ManualTime.Noon));
        }
        using var after = new OpenCatalogue(folder);
        Assert.True(after.Catalogue.AddDevice(key.Applied(TestGateway.Network.NetworkId, ManualTime.Noon)));
        Assert.False(after.Catalogue.TryTakeLogin(key.Id, 7, ManualTime.Noon));
        Assert.True(after.Catalogue.TryTakeLogin(key.Id, 8, ManualTime.Noon));
    }

    [Fact]
    public void Strangers_push_out_the_oldest_stranger_and_no_device_that_has_applied()
    {
        const int Most = 3;
        using var open = new OpenCatalogue(folder);
        var applied = new TestKey();
        Assert.True(open.Catalogue.TryTakeApplicantLogin(applied.Id, 7, ManualTime.Noon, Most));
        Assert.True(open.Catalogue.AddDevice(applied.Applied(TestGateway.Network.NetworkId, ManualTime.Noon)));
        var strangers = Enumerable.Range(1, Most + 1).Select(minute => (new TestKey().Id, At: ManualTime.Noon.AddMinutes(minute))).ToArray();
        foreach (var (stranger, at) in strangers) Assert.True(open.Catalogue.TryTakeApplicantLogin(stranger, 7, at, Most));

        Assert.All(strangers[1..], stranger => Assert.False(open.Catalogue.TryTakeApplicantLogin(stranger.Id, 7, stranger.At, Most)));
        Assert.True(open.Catalogue.TryTakeApplicantLogin(strangers[0].Id, 7, ManualTime.Noon.AddHours(1), Most));
        Assert.False(open.Catalogue.TryTakeLogin(applied.Id, 7, ManualTime.Noon.AddHours(1)));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

/// <summary>A catalogue on its own empty frame log.</summary>
internal sealed class OpenCatalogue : IDisposable
{
    private readonly FrameLog log;

    public OpenCatalogue(string folder)
    {
        log = FrameLog.Open(Path.Combine(folder, "frames"));
        Catalogue = new(folder, log);
    }

    public Catalogue Catalogue { get; }

    public void Dispose()
    {
        Catalogue.Dispose();
        log.Dispose();
    }
}
