using GreenPow.Core;
using GreenPow.Simulator.Hardware;

namespace GreenPow.Simulator.Tests.Hardware;

public sealed class FlashTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-flash-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_appended_replaced_and_deleted_is_what_is_read(bool onDisk)
    {
        IFlash flash = onDisk ? new FolderFlash(folder) : new MemoryFlash();
        Assert.Equal(-1, flash.Length("spool-1"));
        flash.Append("spool-1", [0, 1, 2, 3], 1, 3);
        flash.Append("spool-1", [4, 5], 0, 2);
        flash.Replace("state-0", [9], 0, 1);
        var read = new byte[8];
        Assert.Equal(4, flash.Read("spool-1", 1, read, 2, 6));
        Assert.Equal([0, 0, 2, 3, 4, 5, 0, 0], read);
        Assert.Equal(["spool-1"], flash.List("spool-"));
        flash.Delete("spool-1");
        Assert.Equal(-1, flash.Length("spool-1"));
        Assert.Equal(1, flash.Length("state-0"));
        (flash as IDisposable)?.Dispose();
    }

    [Fact]
    public void A_folder_is_found_again_as_it_was_left()
    {
        using (var before = new FolderFlash(folder))
            before.Append("spool-1", [1, 2, 3], 0, 3);
        using var after = new FolderFlash(folder);
        after.Append("spool-1", [4], 0, 1);
        Assert.Equal(4, after.Length("spool-1"));
    }

    [Fact]
    public void A_power_cut_leaves_the_beginning_of_what_was_being_written()
    {
        var flash = new MemoryFlash { BytesUntilCut = 5 };
        flash.Append("spool-1", [1, 2, 3], 0, 3);
        Assert.Throws<PowerCutException>(() => flash.Append("spool-1", [4, 5, 6], 0, 3));
        Assert.Equal(5, flash.Length("spool-1"));
    }
}
