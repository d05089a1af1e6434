using System.Diagnostics;
using System.Reflection;

namespace GreenPow.Tests;

/// <summary>The SDK's C# compiler with the facades of nanoFramework's assemblies as its only references, as firmware/nano/check uses it.</summary>
internal static class ChipCompiler
{
    public static string NanoCheckFolder => Metadata("NanoCheckFolder");

    /// <summary>The assembly with Main.</summary>
    public static string FirmwareFile => Path.Combine(NanoCheckFolder, "GreenPow.Firmware.dll");

    /// <summary>The assembly of firmware/Wire.</summary>
    public static string WireFile => Path.Combine(NanoCheckFolder, "GreenPow.Firmware.Wire.dll");

    /// <summary>All that is compiled for the chip.</summary>
    public static IReadOnlyList<string> FirmwareFiles => [WireFile, Path.Combine(NanoCheckFolder, "GreenPow.Firmware.Device.dll"), FirmwareFile];

    public static IReadOnlyList<string> FacadeFiles => [.. Directory.GetFiles(NanoCheckFolder, "*.dll").Except(FirmwareFiles).Order()];

    /// <summary>Compiles one file; the output is what the compiler said, empty when it had nothing to say.</summary>
    public static (int ExitCode, string Output) Compile(string source, string assemblyPath)
    {
        var sourcePath = Path.ChangeExtension(assemblyPath, ".cs");
        File.WriteAllText(sourcePath, source);
        return Compile([sourcePath], FacadeFiles, assemblyPath);
    }

    public static (int ExitCode, string Output) Compile(IEnumerable<string> sourcePaths, IEnumerable<string> references, string assemblyPath)
    {
        var start = new ProcessStartInfo(Metadata("DotnetHost")) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "exec", Metadata("CSharpCompiler"), "-nologo", "-noconfig", "-nostdlib", "-langversion:9", "-optimize", "-target:library",
            .. references.Select(f => "-reference:" + f), "-out:" + assemblyPath, .. sourcePaths,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var compiler = Process.Start(start)!;
        var output = compiler.StandardOutput.ReadToEnd() + compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        return (compiler.ExitCode, output);
    }

    private static string Metadata(string key) => typeof(ChipCompiler).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
