using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Simulator.Hardware;
using GreenPow.Simulator.Sites;
using GreenPow.Wire;

namespace GreenPow.Simulator.LongRun;

/// <summary>One board with one key: the real core on simulated parts, started and stopped like a board.</summary>
public sealed class LifeDevice : IDisposable
{
    private static readonly NetworkInfo Network = new(31_337, new byte[20], LifeGateway.NetworkId, LifeGateway.PublicKey);

    private readonly LifeOptions options;
    private readonly LifeSite site;
    private readonly LifeClock clock;
    private readonly SwiftSigner signer;
    private readonly SeededRandom random;
    private readonly long installedAt;
    private ulong madeTo;
    private ulong keptFrom;
    private long bootAt;

    public LifeDevice(LifeOptions options, LifeSite site, LifeClock clock, int generation, Random random)
    {
        (this.options, this.site, this.clock) = (options, site, clock);
        signer = new SwiftSigner(SHA256.HashData(BitConverter.GetBytes((long)options.Seed << 8 | (long)generation)), options.SignerKind);
        this.random = new SeededRandom(random.Next());
        Flash = new LifeFlash(options.FlashBytes);
        Gateway = new LifeGateway(signer.PublicKey);
        Link = new LifeLink(Gateway, new FrameWitness(), random);
        installedAt = clock.TrueMilliseconds;
        DeviceState.WriteForNewKey(Flash);
        Commission();
    }

    public LifeFlash Flash { get; }
    public LifeGateway Gateway { get; }
    public LifeLink Link { get; }
    public MadeLedger Ledger { get; } = new();
    public LossLedger Losses { get; } = new();
    public long SignatureCount => signer.Count;
    public int Boots { get; private set; }

    /// <summary>Null while the chip is off or asleep.</summary>
    public Device? Running { get; private set; }

    public ISigner Signer => signer;

    public void Dispose() => signer.Dispose();

    public void Commission()
    {
        var bytes = SiteDocuments.Commissioning(signer, Network, site.Plan.Sky.Place, site.Plan.Panel, site.Channels, site.Calibrate(),
            options.StartUnixSeconds + installedAt / 1000, installer: null);
        var frame = new CommissioningFrame();
        frame.TryRead(bytes, 0, bytes.Length, out _);
        new Installation(Flash).Save(frame);
    }

    /// <summary>A start of the chip; power may go in the middle of it.</summary>
    public void Boot(byte resetReason)
    {
        Boots++;
        bootAt = clock.TrueMilliseconds;
        Link.Close();
        site.Switch(on: false);
        Running = new Device(MakeOptions(), new DeviceBoard
        {
            Clock = clock,
            Flash = Flash,
            Link = Link,
            Random = random,
            Signer = signer,
            Meters = site.MakeMeters(),
            MinerSwitch = site,
            ResetReason = resetReason,
        });
        Running.Boot(0);
        site.NoteTruth(bootAt, isLost: true);
        madeTo = Running.NextSequence;
    }

    public void Step(long stepFrom) => Do(stepFrom, device => device.Step(clock.TrueMilliseconds - bootAt));

    /// <summary>The firmware's own way to stop: the last report is sealed.</summary>
    public void Sleep(long stepFrom)
    {
        Do(stepFrom, device => device.Sleep(clock.TrueMilliseconds - bootAt));
        Running = null;
    }

    /// <summary>The chip stops where it is.</summary>
    public void Drop() => Running = null;

    private void Do(long stepFrom, Action<Device> work)
    {
        var device = Running!;
        var next = device.NextSequence;
        try
        {
            work(device);
        }
        catch (PowerGoneException)
        {
            Note(device, stepFrom);
            NoteLosses(device, next, isCut: true);
            // The record that was being written may be whole.
            if (device.NextSequence > 0)
                Ledger.Note(device.NextSequence, How(device, stepFrom));
            throw;
        }
        Note(device, stepFrom);
        NoteLosses(device, next, isCut: false);
        clock.Seen();
    }

    private void Note(Device device, long stepFrom)
    {
        if (madeTo == 0)
            madeTo = device.NextSequence;
        for (; madeTo < device.NextSequence; madeTo++)
            Ledger.Note(madeTo, How(device, stepFrom));
    }

    // The report in whose making the oldest went cannot say it; the next can. After a cut that report may be there all the same.
    private void NoteLosses(Device device, ulong next, bool isCut)
    {
        var first = device.Spool.FirstSequence;
        if (keptFrom > 0 && first > keptFrom)
            Losses.Note(keptFrom, first - 1, Math.Max(next, first), Math.Max(device.NextSequence, first) + (isCut ? 1UL : 0));
        keptFrom = first > 0 ? first : keptFrom;
    }

    private Made How(Device device, long stepFrom) =>
        new(stepFrom, clock.TrueMilliseconds, clock.ErrorMilliseconds, clock.ErrorBefore, bootAt, device.BootCount);

    private DeviceOptions MakeOptions() => new()
    {
        NetworkId = LifeGateway.NetworkId,
        GatewayPublicKey = LifeGateway.PublicKey,
        Channels = [.. site.Channels.Select((channel, index) => new ChannelOptions { Role = channel.Role, Meter = index })],
        SpoolCapacityBytes = options.SpoolCapacityBytes,
        SpoolFileBytes = options.SpoolFileBytes,
        // A hash is real work here too; one a second is enough for shares.
        HashesPerSecond = 1,
        LiveMilliseconds = 60_000,
        MinerOnMilliwatts = site.Plan.MinerWatts * 1200,
        MinerOffMilliwatts = site.Plan.MinerWatts * 1050,
    };
}
