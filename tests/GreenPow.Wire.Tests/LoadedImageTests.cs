using System.Security.Cryptography;
using GreenPow.Tests;
using Mono.Cecil;

namespace GreenPow.Wire.Tests;

/// <summary>What it costs the chip to check an image and to load it from its file volume (docs/decisions/0010).</summary>
public class LoadedImageTests(ChipStepsTests.Fixture fixture) : IClassFixture<ChipStepsTests.Fixture>
{
    /// <summary>One slice is 512 bytes; at 0.3 to 0.5 us an operation it stays under a tenth of a second.</summary>
    [Fact]
    public void A_slice_of_the_check_takes_under_two_hundred_thousand_operations()
    {
        // Eight blocks more; the padding and the set-up are in both.
        var slice = Hash(1024) - Hash(512);
        TestContext.Current.TestOutputHelper?.WriteLine($"slice {slice}");
        Assert.InRange(slice, 50_000, 200_000);
    }

    [Fact]
    public void The_signature_of_an_image_takes_under_six_million_operations()
    {
        var key = new byte[65];
        var privateKey = SHA256.HashData("release"u8);
        P256.PublicKey(privateKey, key);
        var digest = SHA256.HashData("image"u8);
        var signature = new byte[64];
        P256.Sign(privateKey, digest, signature, 0);
        var steps = fixture.Chip.Count("P256", "Verify", key, digest, signature, 0);
        TestContext.Current.TestOutputHelper?.WriteLine($"verify {steps}");
        Assert.InRange(steps, 1_000_000, 6_000_000);
    }

    /// <summary>
    /// Sizes of nf-interpreter's cross-reference tables (src/CLR/Include/nanoCLR_Runtime.h: AssemblyRef, TypeRef, FieldRef and MethodRef 4 bytes each,
    /// TypeDef 8, FieldDef 2, MethodDef 2 and 1 for the debugger) and 12 bytes per static field; the image itself stays in the array it was loaded from.
    /// </summary>
    [Fact]
    public void The_tables_of_a_loaded_image_fit_beside_it()
    {
        var (tables, file, types, methods, statics, references) = (0, 0L, 0, 0, 0, 0);
        foreach (var path in ChipCompiler.FirmwareFiles)
        {
            using var module = ModuleDefinition.ReadModule(path);
            var all = module.GetTypes().ToArray();
            var named = module.GetMemberReferences().Count() + module.GetTypeReferences().Count() + module.AssemblyReferences.Count;
            var kept = all.Sum(t => t.Fields.Count(f => f.IsStatic && !f.IsLiteral));
            tables += 4 * named + 8 * all.Length + 2 * all.Sum(t => t.Fields.Count) + 3 * all.Sum(t => t.Methods.Count) + 12 * kept;
            (file, types, methods, statics, references) = (file + new FileInfo(path).Length, types + all.Length, methods + all.Sum(t => t.Methods.Count), statics + kept, references + named);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{file} bytes of .NET assemblies, {types} types, {methods} methods, {statics} static fields, {references} references: {tables} bytes of tables");
        Assert.InRange(tables, 1000, 32 * 1024);
        // The chip's form of an assembly is smaller than .NET's.
        Assert.InRange(file, 1, UpdateHeader.MaximumImageLength);
    }

    private long Hash(int length) => fixture.Chip.Count("Sha256", "Hash", new byte[length], 0, length, new byte[32], 0);
}
