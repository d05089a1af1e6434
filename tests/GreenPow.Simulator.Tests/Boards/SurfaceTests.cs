using System.Reflection;
using Mono.Cecil;

namespace GreenPow.Simulator.Tests.Boards;

/// <summary>A firmware compiled against the facades finds all of it alive in the simulator.</summary>
public class SurfaceTests
{
    public static TheoryData<string> Facades => [.. Directory.GetDirectories(Metadata("FacadesFolder"))
        .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any()).Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Facades))]
    public void Every_member_that_a_facade_declares_exists_with_the_same_signature(string assembly)
    {
        using var facade = Read(Path.Combine(Metadata("FacadesFolder"), assembly, Metadata("FacadeOutput"), assembly + ".dll"));
        using var alive = Read(Path.Combine(AppContext.BaseDirectory, "board", assembly + ".dll"));
        Assert.Empty(new Surface(alive).MissingOf(facade));
    }

    [Fact]
    public void A_member_that_is_missing_is_found()
    {
        using var facade = Read(Path.Combine(Metadata("FacadesFolder"), "System.Device.I2c", Metadata("FacadeOutput"), "System.Device.I2c.dll"));
        using var other = Read(Path.Combine(AppContext.BaseDirectory, "board", "System.Device.Spi.dll"));
        Assert.Contains("System.Device.I2c.I2cDevice", new Surface(other).MissingOf(facade));
    }

    private static ModuleDefinition Read(string path)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(path));
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        return ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = resolver, InMemory = true });
    }

    private static string Metadata(string key) => typeof(SurfaceTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
