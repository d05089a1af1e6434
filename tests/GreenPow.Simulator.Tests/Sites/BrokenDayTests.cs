using GreenPow.Simulator.Sites;

namespace GreenPow.Simulator.Tests.Sites;

public sealed class BrokenDayTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-broken-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_day_that_was_broken_off_is_lived_again_from_its_beginning()
    {
        string[] names;
        using (var killed = Open(chainId: 1))
        {
            names = [.. killed.Sites.Select(site => site.Device.DeviceId)];
            // What a process leaves that dies in the middle: spools, and no day.json.
            foreach (var site in killed.Sites)
                File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(site.Device.FlashFolder).FullName, "spool-0000000000000001"), new byte[400]);
        }
        using var again = Open(chainId: 1);
        await again.RunDayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(names, again.Day!.Devices.Select(device => device.DeviceId));
        Assert.All(again.Day.Devices, device => Assert.Equal(1440, device.Reports));
    }

    [Fact]
    public void Devices_of_one_network_refuse_to_be_used_in_another()
    {
        using (var first = Open(chainId: 1))
            first.ApplicationFor(first.Sites[0], new byte[20]);
        using var other = Open(chainId: 2);
        var refusal = Assert.Throws<InvalidOperationException>(() => other.ApplicationFor(other.Sites[0], new byte[20]));
        Assert.Contains("another network", refusal.Message, StringComparison.Ordinal);
    }

    private Fleet Open(byte chainId) =>
        Fleet.Create(folder, new NetworkInfo(chainId, new byte[20], [chainId, 0, 0, 0, 0, 0, 0, 0], null!), FleetDayFixture.DayStart);
}
