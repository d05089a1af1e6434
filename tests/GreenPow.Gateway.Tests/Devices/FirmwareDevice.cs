using GreenPow.Core;
using GreenPow.Gateway.Devices;
using GreenPow.Gateway.Metering;
using GreenPow.Simulator.Hardware;
using GreenPow.Simulator.Link;
using GreenPow.Simulator.Sensors;
using GreenPow.Simulator.Sites;
using GreenPow.Simulator.Sky;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Devices;

/// <summary>The firmware core on simulated hardware, connected to the gateway by real sockets; both live on the one clock that the test turns.</summary>
internal sealed class FirmwareDevice(TestGateway gateway, TestKey key) : IDisposable
{
    private const int Watts = 150;
    private const double Volts = 51;

    private readonly SensorChannel sensor = new(ChannelRole.Generation, 400, Seed: 5);
    private readonly ManagedSigner signer = new(key.PrivateKey);
    private readonly NetworkInfo network = new(
        TestGateway.Network.ChainId, TestGateway.Network.Registry, TestGateway.Network.NetworkId, gateway.Get<GatewayIdentity>().PublicKey);
    private MemoryFlash flash = new();
    private SimulatedIna228? chip;
    private SimulatedI2cBus? bus;
    private MqttLink? link;
    private Device? device;
    private long uptimeMilliseconds;

    public Device Core => device!;

    /// <summary>Takes the pieces of an update; null = none are taken.</summary>
    public IUpdateSink? Updates { get; init; }

    /// <summary>What the installer does on the day of commissioning.</summary>
    public void Commission()
    {
        PowerUp();
        var points = CalibrationBench.Calibrate(bus!, sensor.Wiring(0), chip!, sensor.CapacityWatts, sensor.Seed);
        var bytes = SiteDocuments.Commissioning(signer, network, new Place(37, -106, 2300), null, [sensor], [points], gateway.Time.GetUtcNow().ToUnixTimeSeconds(), null);
        var frame = new CommissioningFrame();
        Assert.True(frame.TryRead(bytes, 0, bytes.Length, out _));
        Assert.True(new Installation(flash).Save(frame));
        Assert.True(GreenPow.Core.DeviceState.WriteForNewKey(flash));
    }

    /// <summary>The storage is gone, reports, counters and calibration; the key is elsewhere.</summary>
    public void LoseStorage() => flash = new();

    public void BootOffline() => Boot(new NoLink());

    public void BootOnline()
    {
        link?.Dispose();
        Boot(link = new MqttLink("127.0.0.1", gateway.Port, gateway.Time));
    }

    /// <summary>Lives some minutes under an even sun, and lets the gateway answer after each.</summary>
    public async Task LiveAsync(int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            for (var second = 0; second < 60; second++)
            {
                gateway.Time.Advance(TimeSpan.FromSeconds(1));
                chip!.Advance(1, Volts, Watts / Volts, 20);
                Core.Step(uptimeMilliseconds += 1000);
            }
            if (link is not null) await UntilAsync(() => Core.NextSequence != 0 && gateway.Catalogue.Status(key.Id, 0, gateway.Time.GetUtcNow()).NewestSequence >= Core.NextSequence - 1);
        }
    }

    /// <summary>Lets device and gateway talk, while their clock stands still, until something is so.</summary>
    public async Task UntilAsync(Func<bool> isSo)
    {
        var cancellation = TestContext.Current.CancellationToken;
        while (!isSo())
        {
            cancellation.ThrowIfCancellationRequested();
            Assert.True(link!.Fault is null, link.Fault);
            Core.Step(uptimeMilliseconds);
            await gateway.Get<HaveDesk>().StepAsync(cancellation);
            await Task.Yield();
        }
    }

    /// <summary>Everything that is sealed here is known to be there, and the device has been told.</summary>
    public Task UntilAllIsHeldAsync() => UntilAsync(() => gateway.Get<Ingest>().Have(key.Id).Sequence == Core.Spool.LastSealedSequence);

    /// <summary>Reports as the device keeps them, one payload.</summary>
    public byte[] Payload(ulong from, ulong through)
    {
        var payload = new List<byte>();
        var frame = new byte[ReportFrame.MaximumLength];
        for (var sequence = from; sequence <= through; sequence++)
        {
            var length = Core.Spool.Read(sequence, frame, 0);
            payload.AddRange([unchecked((byte)length), (byte)(length >> 8), .. frame[..length]]);
        }
        return [.. payload];
    }

    /// <summary>Seals the last report; it goes out after the next boot.</summary>
    public void Sleep() => Core.Sleep(uptimeMilliseconds);

    /// <summary>No seal, no farewell.</summary>
    public void CutPower(int minutes)
    {
        link?.Dispose();
        (link, device) = (null, null);
        gateway.Time.Advance(TimeSpan.FromMinutes(minutes));
    }

    public void Dispose() => link?.Dispose();

    private void PowerUp()
    {
        chip ??= sensor.MakeChip();
        bus ??= new(chip);
        chip.PowerUp();
    }

    private void Boot(ILink through)
    {
        PowerUp();
        var options = new DeviceOptions
        {
            NetworkId = network.NetworkId,
            GatewayPublicKey = network.GatewayPublicKey,
            Channels = [new ChannelOptions { Role = sensor.Role, Meter = 0 }],
            LiveMilliseconds = 0,
            // The device's minute may pass faster than an answer comes over the wire.
            AcknowledgementTimeoutMilliseconds = int.MaxValue,
        };
        device = new(options, new DeviceBoard
        {
            Clock = new RealClock(gateway.Time),
            Flash = flash,
            Link = through,
            Random = new HostRandom(),
            Signer = signer,
            Updates = Updates,
            ResetReason = Wire.ResetReason.PowerOn,
            Meters = [new Ina228(bus!, sensor.Wiring(0))],
        });
        uptimeMilliseconds = 0;
        device.Boot(uptimeMilliseconds);
    }
}
