using System.Reflection;
using System.Runtime.Loader;

namespace GreenPow.VirtualHardware.Power;

/// <summary>The assemblies of one run: the firmware as it was compiled for the chip, and the device libraries that carry it here.</summary>
/// <remarks>A library found in the folder wins over the framework's own of the same name (System.Net, mscorlib); all else falls through to .NET.</remarks>
public sealed class BoardContext(string name, string libraryFolder, BoardRun run) : AssemblyLoadContext(name, isCollectible: true)
{
    public BoardRun Run { get; } = run;

    /// <summary>A second context for the same run: an image that the firmware loads itself.</summary>
    public BoardContext Beside(BoardRun sameRun) => new(Name + " loaded", libraryFolder, sameRun);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(libraryFolder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
