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
