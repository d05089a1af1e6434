using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Simulator.Hardware;
using GreenPow.Simulator.Link;
using GreenPow.Simulator.Sensors;
using GreenPow.Simulator.Sites;
using GreenPow.Simulator.Sky;
using GreenPow.Wire;

namespace GreenPow.Simulator.Tests.Sites;

/// <summary>A device whose power is cut in the middle of its writes, again and again, at every kind of place in a record.</summary>
public class PowerCutTests
{
    private const int Watts = 120;
    private const double Volts = 51;

    private static readonly NetworkInfo Network = new(31337, new byte[20], new byte[8], null!);

    private readonly MemoryFlash flash = new();
    private readonly VirtualClock clock = new(FleetDayFixture.DayStart * 1000L);
    private readonly SensorChannel channel = new(ChannelRole.Generation, 200, Seed: 5);
    private readonly SimulatedIna228 chip;
    private readonly SimulatedI2cBus bus;
    private readonly ManagedSigner signer = new(RandomKey());
    private long poweredSeconds;

    public PowerCutTests()
    {
        chip = channel.MakeChip();
        bus = new SimulatedI2cBus(chip);
    }

    [Fact]
    public void The_chain_and_the_counter_survive_a_hundred_cuts()
    {
        Commission();
        var cuts = new Random(20261119);
        for (var boot = 0; boot < 100; boot++)
        {
            flash.BytesUntilCut = cuts.Next(1, 3000);
            try
            {
                Run(seconds: 1200);
            }
            catch (PowerCutException)
            {
                // The next boot finds what the flash kept.
            }
        }
        flash.BytesUntilCut = null;
        Run(seconds: 120);

        var frames = Frames();
        Assert.True(frames.Count > 100, $"{frames.Count} reports");
        ulong counter = 0;
        for (var index = 0; index < frames.Count; index++)
        {
            Assert.Equal((ulong)index + 1, frames[index].Report.Sequence);
            if (index > 0)
                Assert.Equal(SHA256.HashData(frames[index - 1].Bytes), frames[index].Report.Previous);
            Assert.True(frames[index].Report.Channels[0].EnergyMilliwattHours >= counter, "the counter went back");
            counter = frames[index].Report.Channels[0].EnergyMilliwattHours;
        }
        // Never more than what flowed while it was awake: a cut may lose the running slot, it never adds one.
        Assert.InRange((double)counter, 1, Watts * poweredSeconds / 3.6 * 1.005);
    }

    private void Commission()
    {
        var points = CalibrationBench.Calibrate(bus, channel.Wiring(0), chip, channel.CapacityWatts, channel.Seed);
        var bytes = SiteDocuments.Commissioning(signer, Network, new Place(37, -106, 2300), null, [channel], [points], FleetDayFixture.DayStart - 86_400, null);
        var frame = new CommissioningFrame();
        Assert.True(frame.TryRead(bytes, 0, bytes.Length, out _));
        Assert.True(new Installation(flash).Save(frame));
        Assert.True(DeviceState.WriteForNewKey(flash));
    }

    private void Run(int seconds)
    {
        chip.PowerUp();
        var options = new DeviceOptions { NetworkId = Network.NetworkId, Channels = [new ChannelOptions { Role = channel.Role, Meter = 0 }] };
        var device = new Device(options, new DeviceBoard
        {
            Clock = clock,
            Flash = flash,
            Link = new NoLink(),
            Random = new HostRandom(),
            Signer = signer,
            Meters = [new Ina228(bus, channel.Wiring(0))],
        });
        device.Boot(0);
        for (var second = 1; second <= seconds; second++)
        {
            poweredSeconds++;
            clock.Advance(1000);
            chip.Advance(1, Volts, Watts / Volts, 20);
            device.Step(second * 1000L);
        }
        device.Sleep(seconds * 1000L);
    }

    private List<(byte[] Bytes, ReportFrame Report)> Frames()
    {
        var id = new byte[Identity.DeviceIdLength];
        Identity.DeviceId(signer.PublicKey, id);
        var options = new DeviceOptions();
        var spool = new Spool(flash, new DeviceState(flash), id, options.SpoolCapacityBytes, options.SpoolFileBytes);
        Assert.True(spool.Recover(new ReportFrame(), out _));
        var frames = new List<(byte[], ReportFrame)>();
        for (var sequence = spool.FirstSequence; sequence <= spool.LastSequence; sequence++)
        {
            var bytes = new byte[ReportFrame.MaximumLength];
            bytes = bytes[..spool.Read(sequence, bytes, 0)];
            var report = new ReportFrame();
            Assert.True(report.TryRead(bytes, 0, bytes.Length, out var fault), FrameFault.Text(fault));
            frames.Add((bytes, report));
        }
        return frames;
    }

    private static byte[] RandomKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportParameters(includePrivateParameters: true).D!;
    }
}
