using GreenPow.Simulator.Boards;

namespace GreenPow.Simulator.Sites;

/// <summary>The fleet in the present: a board per site with the firmware on it, under one sun.</summary>
internal sealed class LiveFleet : IAsyncDisposable
{
    private readonly IReadOnlyList<MeterSite> meters;
    private readonly StorageSite storage;
    private readonly FirmwareHost[] hosts;
    private readonly long[] arriving;
    private readonly TimeProvider time;
    private long simulatedTo;

    public LiveFleet(IReadOnlyList<MeterSite> meters, StorageSite storage, GatewayDoor door, TimeProvider time)
    {
        this.meters = meters;
        this.storage = storage;
        this.time = time;
        arriving = new long[meters.Count];
        simulatedTo = time.GetUtcNow().ToUnixTimeMilliseconds();
        hosts = [.. meters.Append<SimulatedSite>(storage).Select(site => new FirmwareHost(site.Device.MakeBoard(time)))];
        foreach (var host in hosts)
        {
            host.Board.Network.Route(GatewayDoor.Host, GatewayDoor.Port, door.LoopbackPort);
            host.PowerOn();
        }
    }

    /// <summary>Lets the sun shine up to now, on miners that run as their relays stand.</summary>
    public void Step()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        // A clock that was set back lets the sun wait; one that jumped ahead does not replay hours.
        if (now - simulatedTo > 60_000)
            simulatedTo = now;
        for (var index = 0; index < meters.Count; index++)
            meters[index].LetMinerRun(hosts[index].Board.Pins.Output(ReferenceBoard.RelayPin));
        while (simulatedTo < now)
        {
            var second = simulatedTo / 1000;
            var until = Math.Min(now, (second + 1) * 1000);
            var milliseconds = (int)(until - simulatedTo);
            for (var index = 0; index < meters.Count; index++)
                arriving[index] = meters[index].Advance(second, milliseconds);
            storage.Advance(milliseconds, arriving);
            simulatedTo = until;
        }
    }

    /// <summary>Pulls the plugs; what was not sent waits in the spools.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
            host.Board.Dispose();
        }
    }
}
