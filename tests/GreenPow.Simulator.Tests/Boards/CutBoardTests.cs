using System.Buffers.Binary;
using System.Security.Cryptography;
using GreenPow.Simulator.Sites;
using GreenPow.Simulator.Tests.Sites;

namespace GreenPow.Simulator.Tests.Boards;

/// <summary>The unchanged firmware, its power cut in the middle of its writes, again and again.</summary>
public sealed class CutBoardTests
{
    private const int Cuts = 12;

    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_chain_that_reaches_the_gateway_has_no_break_and_no_contradiction()
    {
        await using var meter = new BenchMeter();
        await using var gateway = new TakingGateway(meter.GatewayPrivateKey);
        await gateway.StartAsync();
        var door = new GatewayDoor(gateway.Port, CaCertificate: null);
        await meter.ProvisionAsync(door, cancellation);
        var time = new HurriedTime(DateTimeOffset.UtcNow, speed: 30);
        var random = new Random(20261121);
        for (var cut = 0; cut < Cuts; cut++)
        {
            var host = await meter.PlugAsync(door, time);
            host.Board.Volume.BytesUntilCut = random.Next(1, 700);
            host.PowerOn();
            await host.Unpowered.WaitAsync(TimeSpan.FromMinutes(5), cancellation);
            Assert.Empty(host.Crashes);
        }
        (await meter.PlugAsync(door, time)).PowerOn();
        var before = gateway.FramesOf(meter.DeviceId).Length;
        await gateway.WhenAsync(() => gateway.FramesOf(meter.DeviceId).Length >= before + 3).WaitAsync(TimeSpan.FromMinutes(5), cancellation);

        Assert.Equal(0, gateway.Contradictions);
        var frames = gateway.FramesOf(meter.DeviceId);
        for (var index = 1; index < frames.Length; index++)
        {
            Assert.Equal((ulong)index + 1, BinaryPrimitives.ReadUInt64LittleEndian(frames[index].AsSpan(20)));
            Assert.Equal(SHA256.HashData(frames[index - 1]), frames[index][40..72]);
        }
    }
}
