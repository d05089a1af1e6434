using GreenPow.Core;
using GreenPow.Simulator.Boards;
using GreenPow.Simulator.Sites;
using GreenPow.Simulator.Tests.Sites;
using GreenPow.VirtualHardware.Power;

namespace GreenPow.Simulator.Tests.Boards;

/// <summary>A meter in the dark, at 60 times the speed of the wall clock.</summary>
public sealed class NightTests
{
    [Fact]
    public async Task It_sleeps_deeply_and_its_timer_wakes_it_with_the_time_kept()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var meter = new BenchMeter();
        await using var gateway = new TakingGateway(meter.GatewayPrivateKey);
        await gateway.StartAsync();
        var door = new GatewayDoor(gateway.Port, CaCertificate: null);
        await meter.ProvisionAsync(door, cancellation);
        var host = await meter.PlugAsync(door, TimeProvider.System);
        host.PowerOn();
        await new BoardInstaller(host.Board, cancellation).SetAsync(SettingField.DarkMilliwatts, BoardInstaller.Number32(2_000));

        meter.Watts = 0;
        host = await meter.PlugAsync(door, new HurriedTime(DateTimeOffset.UtcNow, speed: 60));
        host.PowerOn();
        var evening = host.Board.Run!;
        // On a machine that is busy with other things the hurried watchdog may bite before.
        while (await evening.Ended.WaitAsync(TimeSpan.FromMinutes(5), cancellation) == OffCause.Reboot)
        {
            await UntilAsync(() => host.Board.Run is not null);
            evening = host.Board.Run!;
        }
        Assert.Equal(OffCause.DeepSleep, await evening.Ended);
        Assert.InRange(evening.SleepsFor!.Value, TimeSpan.FromMinutes(1), TimeSpan.FromHours(6));
        await UntilAsync(() => host.Board.Run is { StartCause: StartCause.SleepTimer });
        var before = host.Board.Time.GetUtcNow().UtcDateTime;
        var clock = host.Board.Clock.UtcNow;
        Assert.InRange(clock, before.AddMinutes(-1), host.Board.Time.GetUtcNow().UtcDateTime.AddMinutes(1));
        Assert.Empty(host.Crashes);

        async Task UntilAsync(Func<bool> isSo)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(TimeSpan.FromMinutes(5));
            while (!isSo())
                await Task.Delay(10, limit.Token);
        }
    }
}
