using System.Reflection;
using System.Runtime.Loader;
using GreenPow.VirtualHardware;
using GreenPow.VirtualHardware.Power;
using GreenPow.VirtualHardware.Storage;

namespace GreenPow.Simulator.Tests.Boards;

/// <summary>A firmware that loads another from its flash, as an update does.</summary>
public sealed class LoadedImageTests : IDisposable
{
    private static readonly string boardFolder = Path.Combine(AppContext.BaseDirectory, "board");

    private readonly VirtualBoard board = new("loader", TimeProvider.System, new MemoryStore());

    public void Dispose() => board.Dispose();

    [Fact]
    public void An_image_of_the_same_name_runs_beside_the_one_that_loaded_it_on_the_same_board()
    {
        var run = board.Start(StartCause.PowerOn);
        var context = new BoardContext("loader", boardFolder, run);
        var deployed = context.LoadFromAssemblyName(new AssemblyName("GreenPow.Firmware")).GetType("GreenPow.Firmware.Program")!;
        var load = context.LoadFromAssemblyName(new AssemblyName("mscorlib")).GetType("System.Reflection.Assembly")!;
        var image = load.GetMethod("Load")!.Invoke(null, [File.ReadAllBytes(Path.Combine(boardFolder, "GreenPow.Firmware.dll"))])!;
        var loaded = ((Type[])load.GetMethod("GetTypes")!.Invoke(image, null)!).Single(type => type.FullName == deployed.FullName);
        Assert.NotSame(deployed, loaded);
        Assert.NotNull(loaded.GetMethod("RunStored"));
        var around = Assert.IsType<BoardContext>(AssemblyLoadContext.GetLoadContext(loaded.Assembly));
        Assert.Same(run, around.Run);
    }
}
