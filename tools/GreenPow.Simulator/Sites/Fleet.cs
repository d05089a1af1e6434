using GreenPow.Simulator.Hardware;
using GreenPow.Simulator.Link;

namespace GreenPow.Simulator.Sites;

/// <summary>Meters and their storage, coupled by their feeders: first a whole day in virtual time, then the present.</summary>
public sealed class Fleet : IDisposable
{
    private const int DaySeconds = 86_400;

    /// <summary>How often physics moves on; the firmwares run on threads of their own.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);

    private readonly string folder;
    private readonly NetworkInfo network;
    private readonly Installer? installer;
    private readonly MeterSite[] meters;
    private readonly StorageSite storage;

    private Fleet(string folder, NetworkInfo network, long dayStartUnixSeconds, Installer? installer, IReadOnlyList<MeterPlan> plans)
    {
        this.folder = folder;
        this.network = network;
        this.installer = installer;
        Directory.CreateDirectory(folder);
        Day = FleetDay.Load(folder);
        DayStartUnixSeconds = Day?.StartUnixSeconds ?? dayStartUnixSeconds;
        meters = [.. plans.Select(plan => new MeterSite(plan, Path.Combine(folder, plan.Name), network))];
        storage = new StorageSite(plans, Path.Combine(folder, "valley-storage"), network);
    }

    /// <summary>Where the simulated day begins: that of the first start, when the folder already holds one.</summary>
    public long DayStartUnixSeconds { get; }

    /// <summary>Truth and counters of the simulated day; null until it has been lived.</summary>
    public FleetDay? Day { get; private set; }

    public IReadOnlyList<SimulatedSite> Sites => [.. meters, storage];

    /// <summary>Opens the fleet of a folder, or builds it there: keys, flash and papers of each site in a folder of its own.</summary>
    /// <param name="dayStartUnixSeconds">When the simulated day begins.</param>
    /// <param name="installer">Signs the commissioning records; without one they carry zeros in its place.</param>
    public static Fleet Create(string folder, NetworkInfo network, long dayStartUnixSeconds, Installer? installer = null) =>
        new(folder, network, dayStartUnixSeconds, installer, MeterPlan.Demo());

    /// <summary>What the installer hands in; the device was commissioned a day before its first report.</summary>
    public SiteApplication ApplicationFor(SimulatedSite site, byte[] owner, ulong ownershipNonce = 0) => new(
        site.Name, site.Kind, site.Device.DeviceId, site.CapacityWatts, site.Device.Signer.PublicKey,
        Commission(site),
        site.Device.NameOwner(owner, ownershipNonce),
        site == storage ? [.. meters.Select(meter => meter.Device.DeviceId)] : []);

    /// <summary>The installer visits every device that has no settings yet: the firmware boots, makes its key and is told where its gateway is.</summary>
    public Task ProvisionAsync(GatewayDoor door, TimeProvider time, CancellationToken cancellation) =>
        Task.WhenAll(Sites.Where(site => !site.Device.IsProvisioned).Select(site => new Provisioning(network, door, time).VisitAsync(site, cancellation)));

    /// <summary>Lives the day without a link, second by second; every report of it is then in the spools. Does nothing when the folder holds the day.</summary>
    public async Task RunDayAsync(CancellationToken cancellation)
    {
        if (Day is not null)
            return;
        var arriving = new long[meters.Length][];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation };
        // The meters do not hear of each other, so any order gives the same day; the storage comes after them.
        await Parallel.ForAsync(0, meters.Length, parallel, (index, stop) =>
        {
            arriving[index] = LiveDay(meters[index], stop);
            return ValueTask.CompletedTask;
        });
        LiveDay(arriving, cancellation);
        Day = new FleetDay(DayStartUnixSeconds, storage.Battery.ContentMicrojoules, [.. meters.Select(Truth), Truth(storage)]);
        Day.Save(folder);
    }

    /// <summary>Plugs every board in: the firmwares upload their spools and go on until it is told to stop; then the power goes.</summary>
    public async Task GoLiveAsync(GatewayDoor door, TimeProvider time, CancellationToken cancellation)
    {
        var day = Day ?? throw new InvalidOperationException("The fleet goes live only after its day.");
        await ProvisionAsync(door, time, cancellation);
        storage.Battery.Restore(Math.Max(storage.Battery.ContentMicrojoules, day.StorageContentMicrojoules));
        await using var live = new LiveFleet(meters, storage, door, time);
        using var turns = new PeriodicTimer(Turn, time);
        try
        {
            while (await turns.WaitForNextTickAsync(cancellation))
                live.Step();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Day = day with { StorageContentMicrojoules = storage.Battery.ContentMicrojoules };
            Day.Save(folder);
        }
    }

    public void Dispose()
    {
        foreach (var site in Sites)
            site.Dispose();
    }

    private byte[] Commission(SimulatedSite site) =>
        site.Device.Commission(site.Place, site.Panel, DayStartUnixSeconds - DaySeconds, installer);

    private void Install(SimulatedSite site) => site.Device.Install(Commission(site));

    private long[] LiveDay(MeterSite meter, CancellationToken cancellation)
    {
        var clock = new VirtualClock(DayStartUnixSeconds * 1000);
        Install(meter);
        meter.Boot(clock, new NoLink());
        var arriving = new long[DaySeconds];
        for (var second = 0; second < DaySeconds; second++)
        {
            cancellation.ThrowIfCancellationRequested();
            arriving[second] = meter.Advance(DayStartUnixSeconds + second, 1000);
            clock.Advance(1000);
            meter.Device.Step((second + 1) * 1000L);
        }
        meter.Device.Sleep(DaySeconds * 1000L);
        return arriving;
    }

    private void LiveDay(long[][] arriving, CancellationToken cancellation)
    {
        var clock = new VirtualClock(DayStartUnixSeconds * 1000);
        Install(storage);
        storage.Boot(clock, new NoLink());
        var microwatts = new long[arriving.Length];
        for (var second = 0; second < DaySeconds; second++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var feeder = 0; feeder < microwatts.Length; feeder++)
                microwatts[feeder] = arriving[feeder][second];
            storage.Advance(1000, microwatts);
            clock.Advance(1000);
            storage.Device.Step((second + 1) * 1000L);
        }
        storage.Device.Sleep(DaySeconds * 1000L);
    }

    private static DayTruth Truth(MeterSite meter) => new(
        meter.Name, meter.Device.DeviceId, meter.Generation.MilliwattHours, meter.Sent.MilliwattHours, [],
        meter.Device.CountedMilliwattHours(), meter.Device.ReportCount());

    private static DayTruth Truth(StorageSite storage) => new(
        storage.Name, storage.Device.DeviceId, storage.Received.Sum(feeder => feeder.Microjoules) / 3_600_000, 0,
        [.. storage.Received.Select(feeder => feeder.MilliwattHours)], storage.Device.CountedMilliwattHours(), storage.Device.ReportCount());
}
