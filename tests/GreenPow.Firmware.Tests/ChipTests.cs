using GreenPow.Tests;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace GreenPow.Firmware.Tests;

/// <summary>What compiles against the facades and still does not run on the chip is not in the firmware.</summary>
public class ChipTests
{
    [Fact]
    public void The_firmware_holds_nothing_that_the_chip_cannot_run()
    {
        var types = new List<string>();
        foreach (var module in Modules())
        {
            Assert.Empty(ChipRules.Violations(module));
            types.AddRange(module.Types.Select(t => t.FullName));
        }

        Assert.Contains("GreenPow.Wire.P256", types);
        Assert.Contains("GreenPow.Core.Appliance", types);
        Assert.Contains("GreenPow.Firmware.Program", types);
    }

    [Fact]
    public void Wire_and_core_name_no_device()
    {
        Assert.Empty(Modules().SelectMany(m => ChipRules.Named(m, "GreenPow.Wire", "GreenPow.Core")));
        Assert.NotEmpty(Modules().SelectMany(m => ChipRules.Named(m, "GreenPow.Firmware")));
    }

    /// <summary>
    /// The byte code of one assembly is addressed by 16 bits (metadata-processor v3.0.100, Tables/nanoByteCodeTable.cs): a larger one cannot be built.
    /// .NET's tokens have four bytes where the chip's have two, so the chip's code is smaller than what is measured here.
    /// </summary>
    [Fact]
    public void Every_part_stays_below_the_largest_assembly_of_the_chip()
    {
        foreach (var module in Modules())
        {
            var bytes = module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody)
                .Sum(m => m.Body.CodeSize - 2 * m.Body.Instructions.Count(i => i.OpCode.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineString or OperandType.InlineTok));
            TestContext.Current.TestOutputHelper?.WriteLine($"{module.Name}: {bytes} bytes of byte code");
            Assert.InRange(bytes, 1, 60_000);
        }
    }

    private static IEnumerable<ModuleDefinition> Modules()
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(ChipCompiler.NanoCheckFolder);
        return ChipCompiler.FirmwareFiles.Select(f => ModuleDefinition.ReadModule(f, new ReaderParameters { AssemblyResolver = resolver, InMemory = true }));
    }
}
