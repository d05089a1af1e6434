using GreenPow.Tests;
using Mono.Cecil;

namespace GreenPow.Wire.Tests;

public sealed class ChipAssemblyTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("greenpow-chip-");

    [Theory]
    [InlineData("public class C<T> { }", "generic type")]
    [InlineData("public class C { public void F<T>() { } }", "generic parameters")]
    [InlineData("public class C { public int F(int a) { return checked(a + 1); } }", "add.ovf")]
    [InlineData("public class C { public void F(object o, int a) { try { o.ToString(); } catch (System.Exception) when (a > 0) { } } }", "exception filter")]
    [InlineData("public enum E { A } public class C { public string F(E e) { return e.ToString(); } }", "enum E")]
    [InlineData("public enum E { A } public class C { public string F(E e) { return \"state \" + e; } }", "enum E")]
    public void What_compiles_but_does_not_run_is_found(string source, string violation)
    {
        var path = Path.Combine(folder.FullName, "Snippet.dll");
        var (exitCode, output) = ChipCompiler.Compile(source, path);
        Assert.True(exitCode == 0, output);
        using var module = Read(path);
        Assert.Contains(ChipRules.Violations(module), v => v.Contains(violation, StringComparison.Ordinal));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static ModuleDefinition Read(string path)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(ChipCompiler.NanoCheckFolder);
        return ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = resolver, InMemory = true });
    }
}
