using GreenPow.Tests;
using Mono.Cecil;

namespace GreenPow.Firmware.Tests;

/// <summary>Project, facades and README name the same packages, assemblies and versions.</summary>
public class PackageTests
{
    /// <summary>Package, version, assemblies.</summary>
    private static readonly IReadOnlyList<string[]> Documented = Repository.Table("firmware/README.md", "package");

    [Fact]
    public void The_readme_lists_the_packages_of_the_project()
    {
        Assert.Equal(
            Repository.FirmwarePackages.Select(p => $"{p.Key} {p.Value}").Order(StringComparer.Ordinal),
            Documented.Select(r => $"{r[0]} {r[1]}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("nanoFramework.CoreLibrary")]
    [InlineData("nanoFramework.Hardware.Esp32")]
    [InlineData("nanoFramework.Device.Bluetooth")]
    [InlineData("nanoFramework.M2Mqtt")]
    public void The_packages_that_the_product_is_named_by_are_there(string id) => Assert.Contains(id, Repository.FirmwarePackages.Keys);

    [Fact]
    public void Every_assembly_of_a_package_has_a_facade_of_the_packages_version()
    {
        Assert.Equal(
            Documented.SelectMany(r => r[2].Split(", ").Select(a => $"{a} {r[1]}.0")).Order(StringComparer.Ordinal),
            ChipCompiler.FacadeFiles.Select(f => NameOf(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_firmware_refers_to_every_facade_and_to_nothing_else()
    {
        using var firmware = ModuleDefinition.ReadModule(ChipCompiler.FirmwareFile);
        Assert.Equal(
            ChipCompiler.FacadeFiles.Concat(ChipCompiler.FirmwareFiles.Where(f => f != ChipCompiler.FirmwareFile)).Select(NameOf).Order(StringComparer.Ordinal),
            firmware.AssemblyReferences.Select(r => $"{r.Name} {r.Version}").Order(StringComparer.Ordinal));
    }

    /// <summary>The feed of the build machines lacks these packages; "dotnet sln add" would write Build.0 and stop every build there.</summary>
    [Fact]
    public void The_solution_shows_the_firmware_and_does_not_build_it()
    {
        var lines = Repository.Read("GreenPow.sln").Split('\n');
        var id = lines.Single(l => l.Contains("\"GreenPow.Firmware\"", StringComparison.Ordinal)).Split('"')[^2];
        Assert.Contains(lines, l => l.Contains($"{id}.Release|Any CPU.ActiveCfg", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains($"{id}.", StringComparison.Ordinal) && l.Contains(".Build.", StringComparison.Ordinal));
    }

    [Fact]
    public void Both_builds_take_their_sources_from_one_list()
    {
        foreach (var project in new[] { "firmware/GreenPow.Firmware/GreenPow.Firmware.csproj", "firmware/nano/check/GreenPow.NanoCheck.csproj" })
        {
            var text = Repository.Read(project);
            Assert.Contains("Firmware.props", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<Compile", text, StringComparison.Ordinal);
        }

        var sources = Repository.Files("firmware/Wire", "*.cs").Concat(Repository.Files("firmware/Core", "*.cs")).Concat(Repository.Files("firmware/GreenPow.Firmware", "*.cs"));
        Assert.DoesNotContain(sources, f => File.ReadLines(f).Any(l => l.TrimStart().StartsWith("#if", StringComparison.Ordinal)));
    }

    private static string NameOf(string file)
    {
        using var module = ModuleDefinition.ReadModule(file);
        return $"{module.Assembly.Name.Name} {module.Assembly.Name.Version}";
    }
}
