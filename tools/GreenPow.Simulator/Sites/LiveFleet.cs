using GreenPow.Simulator.Hardware;
using GreenPow.Simulator.Link;

namespace GreenPow.Simulator.Sites;

/// <summary>The fleet in the present: boots on the real clock, brings its spools home and goes on measuring.</summary>
internal sealed class LiveFleet : IDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<MeterSite> meters;
    private readonly StorageSite storage;
    private readonly MqttLink[] links;
    private readonly long[] arriving;
    private readonly TimeProvider time;
    private readonly long bootedAt;
    private long simulatedTo;

    public LiveFleet(IReadOnlyList<MeterSite> meters, StorageSite storage, string host, int mqttPort, TimeProvider time)
    {
        this.meters = meters;
        this.storage = storage;
        this.time = time;
        arriving = new long[meters.Count];
        links = [.. Enumerable.Range(0, meters.Count + 1).Select(_ => new MqttLink(host, mqttPort, time))];
        bootedAt = time.GetTimestamp();
        simulatedTo = time.GetUtcNow().ToUnixTimeMilliseconds();
        var clock = new RealClock(time);
        for (var index = 0; index < meters.Count; index++)
            meters[index].Boot(clock, links[index]);
        storage.Boot(clock, links[^1]);
    }

    private long Uptime => (long)time.GetElapsedTime(bootedAt).TotalMilliseconds;

    /// <summary>Lets the sun shine up to now, then gives every device its turn.</summary>
    public void Step()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        // A clock that was set back lets the sun wait; one that jumped ahead does not replay hours.
        if (now - simulatedTo > 60_000)
            simulatedTo = now;
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
        foreach (var meter in meters)
            meter.Device.Step(Uptime);
        storage.Device.Step(Uptime);
    }

    /// <summary>Seals the last reports and closes the connections without a will; what was not sent waits in the spools.</summary>
    public async Task SleepAsync()
    {
        foreach (var meter in meters)
            meter.Device.Sleep(Uptime);
        storage.Device.Sleep(Uptime);
        foreach (var link in links)
            link.Close();
        await Task.WhenAny(Task.WhenAll(links.Select(link => link.Ended)), Task.Delay(Farewell, time));
    }

    public void Dispose()
    {
        foreach (var link in links)
            link.Dispose();
    }
}
