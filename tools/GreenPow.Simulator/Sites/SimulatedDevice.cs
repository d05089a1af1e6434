using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Simulator.Boards;
using GreenPow.Simulator.Hardware;
using GreenPow.Simulator.Sensors;
using GreenPow.Simulator.Sky;
using GreenPow.VirtualHardware;
using GreenPow.VirtualHardware.Storage;
using GreenPow.Wire;

namespace GreenPow.Simulator.Sites;

/// <summary>A meter in a folder: chips, flash and papers. Its past runs by the core under virtual time, its present by the firmware on a virtual board.</summary>
public sealed class SimulatedDevice : IDisposable
{
    /// <summary>What runs under virtual time is the core's assembly.</summary>
    private static readonly byte[] FirmwareDigest = SHA256.HashData(File.ReadAllBytes(typeof(Device).Assembly.Location));

    private readonly SensorChannel[] channels;
    private readonly SimulatedIna228[] chips;
    private readonly GuardedChip[] guarded;
    private readonly SimulatedI2cBus bus;
    private readonly NetworkInfo network;
    private readonly string folder;
    private readonly DeviceFlash storage;
    private readonly Lazy<(ISigner Signer, string DeviceId)> identity;
    private FolderFlash? flash;
    private Device? device;

    public SimulatedDevice(string folder, NetworkInfo network, params SensorChannel[] channels)
    {
        Directory.CreateDirectory(folder);
        this.folder = folder;
        this.network = network;
        this.channels = channels;
        storage = new DeviceFlash(Path.Combine(folder, "flash"));
        chips = [.. channels.Select(channel => channel.MakeChip())];
        guarded = [.. chips.Select(chip => new GuardedChip(chip))];
        bus = new SimulatedI2cBus([.. guarded]);
        identity = new(() =>
        {
            var signer = storage.Signer();
            var id = new byte[Identity.DeviceIdLength];
            Identity.DeviceId(signer.PublicKey, id);
            return (signer, Identity.Text(id, 0));
        });
    }

    /// <summary>The key on the flash: the firmware made it when the device was provisioned.</summary>
    public ISigner Signer => identity.Value.Signer;

    /// <summary>32 hex digits.</summary>
    public string DeviceId => identity.Value.DeviceId;

    public string FlashFolder => storage.Folder;

    public bool IsProvisioned => storage.IsProvisioned;

    /// <summary>Role, meter and direction of each channel, as the setting has it.</summary>
    internal byte[] ChannelSetting => [.. channels.SelectMany((channel, index) => new byte[] { channel.Role, (byte)index, 0 })];

    /// <summary>Chip and shunt of each meter, as the setting has it.</summary>
    internal byte[] MeterSetting => [.. channels.SelectMany((channel, index) => Description(channel.Wiring(index)))];

    public void Dispose() => flash?.Dispose();

    /// <summary>The board with this device's chips and flash, switched off; each plugging-in takes a new one.</summary>
    public VirtualBoard MakeBoard(TimeProvider time)
    {
        flash?.Dispose();
        flash = null;
        storage.Open().Dispose();
        var board = ReferenceBoard.Make(Path.GetFileName(folder), time, new FolderStore(FlashFolder));
        for (var index = 0; index < chips.Length; index++)
        {
            guarded[index].PowerUp();
            board.I2c.Attach(channels[index].Wiring(index).Address, guarded[index]);
        }
        return board;
    }

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

    /// <summary>Gives the flash its commissioning record; what an unfinished day left there goes, key and settings stay.</summary>
    public void Install(byte[] commissioningFrame)
    {
        flash?.Dispose();
        flash = null;
        storage.Clear();
        using var blank = storage.Open();
        if (!DeviceState.WriteForNewKey(blank))
            throw new IOException("The simulated flash refused the state of a new device.");
        if (!new Installation(blank).Save(Read(commissioningFrame)))
            throw new IOException("The simulated flash refused the commissioning record.");
    }

    public byte[] NameOwner(byte[] owner, ulong nonce) => SiteDocuments.Ownership(Signer, network, owner, nonce);

    /// <summary>Power on under virtual time at uptime 0: chips at their reset values, the core from what its flash holds.</summary>
    public void Boot(IClock clock, ILink link, Action<DeviceOptions> configure, IMinerSwitch? minerSwitch)
    {
        foreach (var chip in guarded)
            chip.PowerUp();
        flash?.Dispose();
        flash = storage.Open();
        var options = new DeviceOptions
        {
            NetworkId = network.NetworkId,
            GatewayPublicKey = network.GatewayPublicKey,
            FirmwareDigest = FirmwareDigest,
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
        guarded[channel].Advance(milliseconds / 1000.0, busMicrovolts * 1e-6, (double)microwatts / busMicrovolts, celsius);

    public void Step(long uptimeMilliseconds) => Running.Step(uptimeMilliseconds);

    /// <summary>Seals the last report and lets go of the link.</summary>
    public void Sleep(long uptimeMilliseconds) => Running.Sleep(uptimeMilliseconds);

    /// <summary>The counter of each channel.</summary>
    public IReadOnlyList<long> CountedMilliwattHours() => [.. Running.Channels.Select(channel => (long)channel.Counter.MilliwattHours)];

    /// <summary>Reports in the spool.</summary>
    public int ReportCount() => (int)Running.Spool.Count;

    private Device Running => device ?? throw new InvalidOperationException("The device has not been booted.");

    private static byte[] Description(Ina228Options wiring)
    {
        var bytes = new byte[MeterDescription.Length];
        new MeterDescription
        {
            Instrument = Instrument.Ina228,
            Address = wiring.Address,
            Scale = (uint)wiring.ShuntMicroohms,
            MaximumMilliamps = (uint)wiring.MaximumMilliamps,
        }.Write(bytes, 0);
        return bytes;
    }
}
