using System.IO;
using GreenPow.DeviceLibrary;
using GreenPow.VirtualHardware.Power;
using Clr = System.Runtime.Loader.AssemblyLoadContext;

namespace System.Reflection;

/// <summary>A firmware that loads another at run time: it gets a context of its own on the same board, as .NET keeps no two of one name in one.</summary>
public class Assembly
{
    // One context for all that this run loads: the parts of an image find each other in it.
    private static BoardContext loading;
    private readonly Func<Type[]> types;

    /// <summary>As on the chip, anybody may make one; there is nothing in it.</summary>
    public Assembly()
        : this("", () => [])
    {
    }

    private Assembly(string fullName, Func<Type[]> types) => (FullName, this.types) = (fullName, types);

    public virtual string FullName { get; }

    /// <exception cref="BadImageFormatException">The bytes are no assembly.</exception>
    public static Assembly Load(byte[] rawAssembly)
    {
        var running = (BoardContext)Clr.GetLoadContext(typeof(Here).Assembly);
        loading ??= running.Beside(Here.Run);
        var loaded = loading.LoadFromStream(new MemoryStream(rawAssembly));
        return new Assembly(loaded.FullName, loaded.GetTypes);
    }

    public virtual Type[] GetTypes() => types();
}
