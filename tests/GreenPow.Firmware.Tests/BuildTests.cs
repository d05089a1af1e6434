using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using GreenPow.Tests;

namespace GreenPow.Firmware.Tests;

/// <summary>What the build tells the firmware about itself.</summary>
public class BuildTests
{
    [Fact]
    public void The_digest_is_that_of_the_list_of_source_files()
    {
        var root = Path.Combine(Repository.Root, "firmware") + "/";
        var sources = Repository.Files("firmware/Wire", "*.cs").Concat(Repository.Files("firmware/Core", "*.cs"))
            .Concat(Directory.EnumerateFiles(Path.Combine(root, "GreenPow.Firmware"), "*.cs"));
        var lines = sources.Select(f => (Name: f[root.Length..], File: f)).OrderBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f.File)))}  {f.Name}\n");
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))), LoadedFirmware.Field<byte[]>("Build", "Digest"));
    }

    /// <summary>
    /// The chip's loader takes an assembly whose major and minor are the ones asked for (nf-interpreter, src/CLR/Core/TypeSystem.cpp, FindAssembly),
    /// so an image from the flash finds its own parts only if every version differs there.
    /// </summary>
    [Fact]
    public void The_four_numbers_of_the_version_are_the_first_two_of_every_assembly()
    {
        var version = LoadedFirmware.Field<byte[]>("Build", "Version");
        foreach (var file in ChipCompiler.FirmwareFiles)
            Assert.Equal(new Version(version[0] * 256 + version[1], version[2] * 256 + version[3], 0, 0), AssemblyName.GetAssemblyName(file).Version);
    }

    [Fact]
    public void The_image_for_updates_holds_the_parts_in_the_order_of_loading()
    {
        var image = File.ReadAllBytes(Path.Combine(ChipCompiler.NanoCheckFolder, "GreenPow.Firmware.update"));
        var parts = (byte[][])LoadedFirmware.Call("ImageParts", "Split", image, image.Length)!;
        Assert.Equal(ChipCompiler.FirmwareFiles.Select(File.ReadAllBytes), parts);
    }
}
