using GreenPow.VirtualHardware;
using GreenPow.VirtualHardware.Power;
using GreenPow.VirtualHardware.Storage;

namespace GreenPow.Simulator.Tests.Boards;

public sealed class VirtualVolumeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-volume-").FullName;
    private readonly MemoryStore store = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_written_renamed_and_deleted_is_found_again(bool onDisk)
    {
        using var files = new FolderStore(folder);
        IVolumeStore kept = onDisk ? files : store;
        var volume = new VirtualVolume(kept, 65_536);
        volume.Write("spool-1", 0, [1, 2, 3]);
        volume.Write("spool-1", 3, [4]);
        volume.Write("state-0", 0, [9]);
        volume.Rename("state-0", "state-1");
        volume.Delete("nothing");
        var read = new byte[8];
        Assert.Equal(3, volume.Read("spool-1", 1, read));
        Assert.Equal([2, 3, 4, 0, 0, 0, 0, 0], read);
        Assert.Equal(["spool-1", "state-1"], volume.Names.Order());
        Assert.Equal(-1, volume.Length("state-0"));
    }

    [Fact]
    public async Task A_cut_leaves_the_beginning_of_the_write_and_switches_the_board_off()
    {
        using var board = new VirtualBoard("cut", TimeProvider.System, store);
        var run = board.Start(StartCause.PowerOn);
        board.Volume.BytesUntilCut = 5;
        board.Volume.Write("a", 0, [1, 2, 3]);
        Assert.False(run.Ended.IsCompleted);
        board.Volume.Write("a", 3, [4, 5, 6]);
        Assert.Equal(5, board.Volume.Length("a"));
        Assert.Equal(OffCause.PowerCut, await run.Ended);
        Assert.Throws<PoweredOffException>(run.Require);
    }

    [Fact]
    public void A_full_volume_takes_nothing_more_and_keeps_what_it_has()
    {
        var volume = new VirtualVolume(store, 2 * VirtualVolume.BlockBytes);
        volume.Write("a", 0, new byte[VirtualVolume.BlockBytes]);
        volume.Write("b", 0, [1]);
        var full = Assert.Throws<IOException>(() => volume.Write("a", VirtualVolume.BlockBytes, [1]));
        Assert.Contains("12288 of 8192", full.Message, StringComparison.Ordinal);
        Assert.Equal(VirtualVolume.BlockBytes, volume.Length("a"));
        volume.Delete("b");
        volume.Write("a", VirtualVolume.BlockBytes, [1]);
    }
}
