using System.Security.Cryptography;
using System.Text;

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

    [Fact]
    public void The_version_is_that_of_the_assembly()
    {
        var version = LoadedFirmware.Type("Build").Assembly.GetName().Version!;
        Assert.Equal([(byte)version.Major, (byte)version.Minor, (byte)version.Build, (byte)version.Revision], LoadedFirmware.Field<byte[]>("Build", "Version"));
    }
}
