using System.Reflection;
using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Release;
using GreenPow.Simulator.Boards;
using GreenPow.Simulator.Sites;
using GreenPow.Simulator.Tests.Sites;
using GreenPow.VirtualHardware;
using GreenPow.VirtualHardware.Power;
using GreenPow.Wire;

namespace GreenPow.Simulator.Tests.Boards;

/// <summary>A newer image on its way to the unchanged firmware: over MQTT, onto the flash, through the loader, and back where it does not hold.</summary>
/// <remarks>The image is the firmware itself, as the build packs it, under a higher version number.</remarks>
public sealed class UpdateOverTheAirTests : IAsyncLifetime
{
    private const byte ReferenceProfile = 1;

    private static readonly TimeSpan patience = TimeSpan.FromMinutes(2);
    private static readonly string releaseFolder = Path.Combine(AppContext.BaseDirectory, "release");
    private static readonly byte[] image = File.ReadAllBytes(Path.Combine(releaseFolder, "GreenPow.Firmware.update"));
    private static readonly byte[] newer = [9, 8, 7, 6];

    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;
    private readonly BenchMeter meter = new();
    private readonly TakingGateway gateway;
    private FirmwareHost host = null!;
    private byte[] deployed = [];

    public UpdateOverTheAirTests() => gateway = new TakingGateway(meter.GatewayPrivateKey);

    public async ValueTask InitializeAsync()
    {
        await gateway.StartAsync();
        await meter.ProvisionAsync(new GatewayDoor(gateway.Port, CaCertificate: null), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await meter.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_signed_image_is_taken_started_and_confirmed_and_says_who_it_is()
    {
        await StartAsync(speed: 5);
        var first = host.Board.Run!;
        var update = await SendAsync(Signed(DevelopmentKey()));
        Assert.Equal((UpdateProgress.Staged, UpdateFault.None), (update.State, update.Fault));
        Assert.Equal(OffCause.Reboot, await first.Ended.WaitAsync(patience, cancellation));

        var said = await StatusAsync(status => status.FirmwareVersion.SequenceEqual(newer));
        Assert.Equal(SHA256.HashData(image), said.FirmwareDigest);
        await UntilAsync(() => Book().State(Slots.A) == SlotState.Confirmed);
        Assert.Equal(Slots.A, Book().Current);
        var reports = gateway.FramesOf(meter.DeviceId).Length;
        await WhenAsync(() => gateway.FramesOf(meter.DeviceId).Length > reports);
        Assert.Empty(host.Crashes);
    }

    [Fact]
    public async Task An_image_signed_by_another_key_is_refused_with_its_reason_and_the_firmware_goes_on()
    {
        await StartAsync(speed: 5);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var update = await SendAsync(Signed(stranger.ExportParameters(includePrivateParameters: true).D!));
        Assert.Equal((UpdateProgress.Refused, UpdateFault.ReleaseKey), (update.State, update.Fault));

        var reports = gateway.FramesOf(meter.DeviceId).Length;
        await WhenAsync(() => gateway.FramesOf(meter.DeviceId).Length > reports);
        Assert.Equal(deployed, (await StatusAsync(_ => true)).FirmwareVersion);
        Assert.Equal(SlotState.Empty, Book().State(Slots.A));
        Assert.Equal(-1, host.Board.Volume.Length(Slots.FileOf(Slots.A)));
        Assert.Empty(host.Crashes);
    }

    [Fact]
    public async Task An_image_that_does_not_report_is_rolled_back_and_not_taken_again()
    {
        await StartAsync(speed: 20); // through the ten minutes of the trial
        var network = host.Board.Network;
        var first = host.Board.Run!;
        // The connection that is open stays; the one after the restart leads nowhere.
        await SendAsync(Signed(DevelopmentKey()), () => network.Route(GatewayDoor.Host, GatewayDoor.Port, FreePort.Next()));
        await first.Ended.WaitAsync(patience, cancellation);
        gateway.TakeNewestOn(Topics.Status(meter.DeviceId));
        await UntilAsync(() => Book().State(Slots.A) == SlotState.Trying);
        await UntilAsync(() => Book().State(Slots.A) == SlotState.Failed);
        Assert.Null(Status());

        network.Route(GatewayDoor.Host, GatewayDoor.Port, gateway.Port);
        Assert.Equal(deployed, (await StatusAsync(_ => true)).FirmwareVersion);
        Assert.Equal(UpdateFault.FailedBefore, (await SendAsync(Signed(DevelopmentKey()))).Fault);
        Assert.Empty(host.Crashes);
    }

    /// <summary>The facade build follows the same rule as the one for the chip: release/trusted.pub, never the 65 zeros of no key.</summary>
    [Fact]
    public async Task The_firmware_that_runs_here_trusts_the_key_of_the_repository()
    {
        await StartAsync(speed: 5);
        var context = new BoardContext("key", Path.Combine(AppContext.BaseDirectory, "board"), host.Board.Run!);
        var build = context.LoadFromAssemblyName(new AssemblyName("GreenPow.Firmware")).GetType("GreenPow.Firmware.Build")!;
        Assert.Equal(ReleaseKeys.Public(Path.Combine(releaseFolder, "trusted.pub")), build.GetField("ReleaseKey")!.GetValue(null));
        context.Unload();
    }

    /// <param name="speed">The hurried watchdog bites a board that a busy machine slows down, and three bites end an image's trial: no faster than the test needs.</param>
    private async Task StartAsync(int speed)
    {
        host = await meter.PlugAsync(new GatewayDoor(gateway.Port, CaCertificate: null), new HurriedTime(DateTimeOffset.UtcNow, speed));
        host.PowerOn();
        deployed = (await StatusAsync(_ => true)).FirmwareVersion;
    }

    private static byte[] Signed(byte[] key) => ReleaseFile.Sign(image, key, ReferenceProfile, newer, [0, 0, 0, 0], [0, 0, 0, 0]);

    /// <summary>Whoever has put a key of his own into trusted.pub cannot sign here.</summary>
    private static byte[] DevelopmentKey()
    {
        Assert.SkipUnless(File.ReadAllText(Path.Combine(releaseFolder, "trusted.pub")) == File.ReadAllText(Path.Combine(releaseFolder, "development.pub")), "The firmware is built with a release key of its own.");
        return ReleaseKeys.Private(Path.Combine(releaseFolder, "development.key"));
    }

    private Task<GreenPow.Gateway.Devices.Updates.UpdateRun> SendAsync(byte[] file, Action? beforeLastPiece = null) =>
        new UpdateSender(gateway, meter.DeviceId, cancellation).DeliverAsync(file, beforeLastPiece);

    /// <summary>The first status that is so; its will stands in between where the device's connection broke.</summary>
    private async Task<StatusFrame> StatusAsync(Predicate<StatusFrame> isSo)
    {
        StatusFrame? said = null;
        await WhenAsync(() => (said = Status()) is not null && isSo(said));
        return said!;
    }

    private StatusFrame? Status()
    {
        var frame = new StatusFrame();
        return gateway.NewestOn(Topics.Status(meter.DeviceId)) is { } bytes && frame.TryRead(bytes, 0, bytes.Length, out _) ? frame : null;
    }

    /// <summary>The book of slots as it stands on the flash.</summary>
    private Slots Book()
    {
        var copy = new MemoryFlash();
        foreach (var name in host.Board.Volume.Names.Where(name => name.StartsWith("slots", StringComparison.Ordinal)))
        {
            var bytes = new byte[Math.Max(0, host.Board.Volume.Length(name))];
            copy.Replace(name, bytes, 0, host.Board.Volume.Read(name, 0, bytes));
        }
        var book = new Slots(copy);
        book.Load();
        return book;
    }

    private Task WhenAsync(Func<bool> isSo) => gateway.WhenAsync(isSo).WaitAsync(patience, cancellation);

    private async Task UntilAsync(Func<bool> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        while (!isSo())
            await Task.Delay(20, limit.Token);
    }
}
