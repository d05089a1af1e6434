using GreenPow.Tests;

namespace GreenPow.Wire.Tests;

/// <summary>What the chip cannot do does not compile.</summary>
public sealed class ChipDialectTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("greenpow-chip-");

    [Theory]
    [InlineData("class C { System.Collections.Generic.List<int> list; }", "CS0234")]
    [InlineData("class C { int? maybe; }", "CS0518")]
    [InlineData("using System.Linq; class C { }", "CS0234")]
    [InlineData("class C { int F(System.Span<byte> b) { return b.Length; } }", "CS0234")]
    [InlineData("class C { (int, int) F() { return (1, 2); } }", "CS8179")]
    [InlineData("class C { async void F() { } }", "CS0518")]
    [InlineData("class C { decimal d; }", "CS0518")]
    [InlineData("record R(int A);", "CS0518")]
    [InlineData("class C { System.Collections.IEnumerator F() { yield return 1; } }", "CS0518")]
    [InlineData("class C { int F(int a) { return System.Math.Abs(a); } }", "CS0234")]
    public void What_the_chip_lacks_does_not_compile(string source, string error)
    {
        var (exitCode, output) = Compile(source);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error " + error, output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_chip_has_compiles()
    {
        var (exitCode, output) = Compile("""
            using System.Collections;
            namespace N
            {
                public interface IThing { int Size { get; } }
                public sealed class C : IThing
                {
                    private static readonly uint[] Table = { 1, 2, 3, 4, 5, 6, 7, 8 };
                    private readonly ArrayList items = new ArrayList();
                    public int Size { get { lock (items) return items.Count; } }
                    public string F(int a, byte[] bytes)
                    {
                        foreach (byte b in bytes)
                            items.Add(b);
                        System.Action add = () => items.Add(a);
                        add();
                        return a switch { 0 => "none", 1 => "one", _ => $"{a} of {Table.Length}" };
                    }
                }
            }
            """);
        Assert.Equal("", output);
        Assert.Equal(0, exitCode);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private (int ExitCode, string Output) Compile(string source) => ChipCompiler.Compile(source, Path.Combine(folder.FullName, "Snippet.dll"));
}
