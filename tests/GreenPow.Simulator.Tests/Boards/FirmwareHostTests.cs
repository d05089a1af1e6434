using GreenPow.Core;
using GreenPow.Simulator.Boards;
using GreenPow.VirtualHardware;
using GreenPow.VirtualHardware.Power;
using GreenPow.VirtualHardware.Storage;

namespace GreenPow.Simulator.Tests.Boards;

/// <summary>The product's own Main, unchanged, on the reference board.</summary>
public sealed class FirmwareHostTests : IAsyncDisposable
{
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;
    private readonly MemoryStore store = new();
    private readonly VirtualBoard board;
    private readonly FirmwareHost host;
    private readonly BoardInstaller installer;

    public FirmwareHostTests()
    {
        board = ReferenceBoard.Make("bench", TimeProvider.System, store);
        host = new FirmwareHost(board);
        installer = new BoardInstaller(board, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        board.Dispose();
    }

    [Fact]
    public async Task A_blank_board_makes_its_key_and_keeps_it_over_a_power_cut()
    {
        host.PowerOn();
        await installer.JoinAsync(ReferenceBoard.Wifi);
        var key = await installer.ReadPublicKeyAsync();
        await host.PowerOffAsync();
        host.PowerOn();
        Assert.Equal(key, await installer.ReadPublicKeyAsync());
        Assert.Equal(65, key.Length);
        Assert.Empty(host.Crashes);
    }

    [Fact]
    public async Task A_restart_that_the_installer_asks_for_begins_a_new_run_of_the_same_firmware()
    {
        host.PowerOn();
        var before = board.Run!;
        await installer.RestartAsync();
        Assert.Equal(OffCause.Reboot, await before.Ended.WaitAsync(TimeSpan.FromMinutes(5), cancellation));
        await installer.AskAsync(InstallerCommand.ReadStatus, []);
        Assert.Equal(2, host.Starts);
        Assert.Equal(StartCause.Reboot, board.Run!.StartCause);
    }

    [Fact]
    public async Task A_wrong_password_is_told_to_the_installer()
    {
        host.PowerOn();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => installer.JoinAsync(ReferenceBoard.Wifi with { Password = "not-this-one" }));
        Assert.Contains($"error {ImprovError.UnableToConnect}", refused.Message, StringComparison.Ordinal);
        Assert.Null(board.Wifi.Joined);
    }
}
