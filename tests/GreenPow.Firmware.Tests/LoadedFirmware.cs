using System.Reflection;
using System.Runtime.Loader;
using GreenPow.Tests;

namespace GreenPow.Firmware.Tests;

/// <summary>The very assembly that was compiled for the chip, on .NET: what it needs of mscorlib is forwarded, devices are not there.</summary>
internal static class LoadedFirmware
{
    private static readonly Assembly Assembly = Load();

    public static Type Type(string name) => Assembly.GetType("GreenPow.Firmware." + name, throwOnError: true)!;

    public static T Field<T>(string type, string name) =>
        (T)Type(type).GetField(name, BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!;

    public static object? Call(string type, string method, params object?[] arguments) =>
        Type(type).GetMethod(method, BindingFlags.Static | BindingFlags.Public)!.Invoke(null, arguments);

    private static Assembly Load()
    {
        var context = new AssemblyLoadContext("firmware");
        context.Resolving += (_, name) => name.Name == "mscorlib" ? Assembly.Load("mscorlib")
            : ChipCompiler.FirmwareFiles.FirstOrDefault(f => Path.GetFileNameWithoutExtension(f) == name.Name) is { } part ? context.LoadFromAssemblyPath(part) : null;
        return context.LoadFromAssemblyPath(ChipCompiler.FirmwareFile);
    }
}
