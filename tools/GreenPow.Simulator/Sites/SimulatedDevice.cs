using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Simulator.Hardware;
using GreenPow.Simulator.Sensors;
using GreenPow.Simulator.Sky;
using GreenPow.Wire;

namespace GreenPow.Simulator.Sites;

/// <summary>The firmware core on simulated hardware: key, flash and chips in one folder, booted and put to sleep like a board.</summary>
public sealed class SimulatedDevice : IDisposable
{
    /// <summary>What a simulated board runs as its firmware is the core's assembly.</summary>
    private static readonly byte[] FirmwareDigest = SHA256.HashData(File.ReadAllBytes(typeof(Device).Assembly.Location));

    private readonly SensorChannel[] channels;
    private readonly SimulatedIna228[] chips;
    private readonly SimulatedI2cBus bus;
    private readonly NetworkInfo network;
    private readonly string folder;
    private FolderFlash? flash;
    private Device? device;

    public SimulatedDevice(string folder, NetworkInfo network, params SensorChannel[] channels)
    {
        Directory.CreateDirectory(folder);
        this.folder = folder;
        this.network = network;
        this.channels = channels;
        chips = [.. channels.Select(channel => channel.MakeChip())];
        bus = new SimulatedI2cBus(chips);
        Signer = DeviceKeyFile.OpenOrCreate(KeyPath);
        var id = new byte[Identity.DeviceIdLength];
        Identity.DeviceId(Signer.PublicKey, id);
        DeviceId = Identity.Text(id, 0);
    }

    public ISigner Signer { get; }

    /// <summary>32 hex digits.</summary>
    public string DeviceId { get; }

    public string KeyPath => Path.Combine(folder, "device.key");

    public string FlashFolder => Path.Combine(folder, "flash");

    public void Dispose() => flash?.Dispose();

    /// <summary>Calibrates on the bench and signs the record, once; later calls return the same record.</summary>
    public byte[] Commission(Place place, SolarPanel? panel, long unixSeconds, Installer? installer)
    {
        var path = Path.Combine(folder, "commissioning.frame");
        if (File.Exists(path))
            return OfThisNetwork(File.ReadAllBytes(path));
        var points = channels.Select((channel, index) =>
            CalibrationBench.Calibrate(bus, channel.Wiring(index), chips[index], channel.CapacityWatts, channel.Seed)).ToArray();
        var frame = SiteDocuments.Commissioning(Signer, network, place, panel, channels, points, unixSeconds, installer);
        File.WriteAllBytes(path, frame);
        return frame;
    }

    private byte[] OfThisNetwork(byte[] commissioningFrame)
    {
        if (!Read(commissioningFrame).NetworkId.AsSpan().SequenceEqual(network.NetworkId))
            throw new InvalidOperationException($"The device in {folder} was commissioned for another network; its history cannot move. Start afresh.");
        return commissioningFrame;
    }

    private CommissioningFrame Read(byte[] commissioningFrame)
    {
        var frame = new CommissioningFrame();
        if (!frame.TryRead(commissioningFrame, 0, commissioningFrame.Length, out var fault))
            throw new InvalidDataException($"The commissioning record in {folder} cannot be read: {FrameFault.Text(fault)}.");
        return frame;
    }

    /// <summary>Gives a blank flash its commissioning record; what an unfinished day left there goes.</summary>
    public void Install(byte[] commissioningFrame)
    {
        flash?.Dispose();
        if (Directory.Exists(FlashFolder))
            Directory.Delete(FlashFolder, recursive: true);
        using var blank = new FolderFlash(FlashFolder);
        if (!DeviceState.WriteForNewKey(blank))
            throw new IOException("The simulated flash refused the state of a new device.");
        if (!new Installation(blank).Save(Read(commissioningFrame)))
            throw new IOException("The simulated flash refused the commissioning record.");
    }

    public byte[] NameOwner(byte[] owner, ulong nonce) => SiteDocuments.Ownership(Signer, network, owner, nonce);

    /// <summary>Power on at uptime 0: chips at their reset values, the core from what its flash holds.</summary>
    public void Boot(IClock clock, ILink link, Action<DeviceOptions> configure, IMinerSwitch? minerSwitch)
    {
        foreach (var chip in chips)
            chip.PowerUp();
        flash?.Dispose();
        flash = new FolderFlash(FlashFolder);
        var options = new DeviceOptions
        {
            NetworkId = network.NetworkId,
            GatewayPublicKey = network.GatewayPublicKey,
            FirmwareDigest = FirmwareDigest,
            // A gateway on the same machine is back soon; minutes are for radio links and fleets.
            LongestBackoffMilliseconds = 10_000,
            Channels = [.. channels.Select((channel, index) => new ChannelOptions { Role = channel.Role, Meter = index })],
        };
        configure(options);
        device = new Device(options, new DeviceBoard
        {
            Clock = clock,
            Flash = flash,
            Link = link,
            Random = new HostRandom(),
            Signer = Signer,
            Meters = [.. channels.Select((channel, index) => (IPowerMeter)new Ina228(bus, channel.Wiring(index)))],
            MinerSwitch = minerSwitch,
            ResetReason = ResetReason.PowerOn,
        });
        device.Boot(0);
    }

    /// <summary>Lets the chip of one channel see its terminals for a while.</summary>
    public void Measure(int channel, int milliseconds, long busMicrovolts, long microwatts, double celsius) =>
        chips[channel].Advance(milliseconds / 1000.0, busMicrovolts * 1e-6, (double)microwatts / busMicrovolts, celsius);

    public void Step(long uptimeMilliseconds) => Running.Step(uptimeMilliseconds);

    /// <summary>Seals the last report and lets go of the link.</summary>
    public void Sleep(long uptimeMilliseconds) => Running.Sleep(uptimeMilliseconds);

    /// <summary>The counter of each channel.</summary>
    public IReadOnlyList<long> CountedMilliwattHours() => [.. Running.Channels.Select(channel => (long)channel.Counter.MilliwattHours)];

    /// <summary>Reports in the spool.</summary>
    public int ReportCount() => (int)Running.Spool.Count;

    private Device Running => device ?? throw new InvalidOperationException("The device has not been booted.");
}
