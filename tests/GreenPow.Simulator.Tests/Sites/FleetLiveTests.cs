using System.Buffers.Binary;
using System.Security.Cryptography;
using GreenPow.Simulator.Sites;

namespace GreenPow.Simulator.Tests.Sites;

/// <summary>The whole way of a report over real sockets, from the unchanged firmware on four boards, at ten times the speed of the wall clock.</summary>
public sealed class FleetLiveTests(FleetDayFixture fixture) : IClassFixture<FleetDayFixture>
{
    private const int Speed = 10;

    [Fact]
    public async Task A_broken_upload_is_resumed_and_a_second_boot_continues_the_chain()
    {
        await using var gateway = new TakingGateway(fixture.GatewayPrivateKey) { CutAfterFrames = 500 };
        await gateway.StartAsync();
        var devices = fixture.Fleet.Sites.Select(site => site.Device.DeviceId).ToArray();

        // Ten in the morning of the next day, then noon: the sun shines on both.
        await LiveUntilAsync(gateway, hoursAfterDay: 10, () => devices.All(device => gateway.FramesOf(device).Length >= 1441));
        // While the last came home, the others went on: each has to come again.
        var before = devices.ToDictionary(device => device, device => gateway.FramesOf(device).Length);
        await LiveUntilAsync(gateway, hoursAfterDay: 12, () => devices.All(device => gateway.FramesOf(device).Length >= before[device] + 3));

        Assert.Equal(0, gateway.Contradictions);
        Assert.True(gateway.Logins >= 3 * devices.Length, $"{gateway.Logins} logins");
        foreach (var device in devices)
            AssertUnbroken(gateway.FramesOf(device));
        var roof = gateway.FramesOf(devices[0]);
        Assert.True(GenerationCounter(roof[^1]) > GenerationCounter(roof[1439]));
    }

    private async Task LiveUntilAsync(TakingGateway gateway, int hoursAfterDay, Func<bool> isDone)
    {
        var time = new HurriedTime(DateTimeOffset.FromUnixTimeSeconds(FleetDayFixture.DayStart).AddHours(24 + hoursAfterDay), Speed);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var live = fixture.Fleet.GoLiveAsync(new GatewayDoor(gateway.Port, CaCertificate: null), time, stop.Token);
        var ended = await Task.WhenAny(live, gateway.WhenAsync(isDone));
        await stop.CancelAsync();
        await live;
        Assert.NotSame(live, ended);
    }

    private static void AssertUnbroken(byte[][] frames)
    {
        for (var index = 1; index < frames.Length; index++)
        {
            Assert.Equal((ulong)index + 1, BinaryPrimitives.ReadUInt64LittleEndian(frames[index].AsSpan(20)));
            Assert.Equal(SHA256.HashData(frames[index - 1]), frames[index][40..72]);
        }
    }

    /// <summary>Energy of channel 0: behind the 84 fixed bytes and the shares, 4 bytes into the channel.</summary>
    private static ulong GenerationCounter(byte[] frame) => BinaryPrimitives.ReadUInt64LittleEndian(frame.AsSpan(84 + 4 * frame[80] + 4));
}
