using GreenPow.Simulator.Boards;
using GreenPow.VirtualHardware;
using GreenPow.VirtualHardware.Storage;

namespace GreenPow.Simulator.Tests.Boards;

/// <summary>The product's own Main, unchanged, on a blank board.</summary>
public sealed class FirmwareHostTests : IAsyncDisposable
{
    private readonly VirtualBoard board = new("blank", TimeProvider.System, new MemoryStore());
    private readonly FirmwareHost host;

    public FirmwareHostTests() => host = new FirmwareHost(board);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_blank_board_starts_and_says_so()
    {
        host.PowerOn();
        await Task.Delay(5000, TestContext.Current.CancellationToken);
        Assert.Fail(string.Join('\n', board.Log.Lines) + "\n" + string.Join('\n', board.Volume.Names)+ host.Crashes.Count);
    }
}
