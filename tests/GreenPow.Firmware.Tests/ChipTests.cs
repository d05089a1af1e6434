using GreenPow.Tests;
using Mono.Cecil;

namespace GreenPow.Firmware.Tests;

/// <summary>What compiles against the facades and still does not run on the chip is not in the firmware.</summary>
public class ChipTests
{
    [Fact]
    public void The_firmware_holds_nothing_that_the_chip_cannot_run()
    {
        using var module = Read();
        Assert.Contains(module.Types, t => t.FullName == "GreenPow.Wire.P256");
        Assert.Contains(module.Types, t => t.FullName == "GreenPow.Firmware.Program");
        Assert.Empty(ChipRules.Violations(module));
    }

    [Fact]
    public void Wire_and_core_name_no_device()
    {
        using var module = Read();
        Assert.Empty(ChipRules.Named(module, "GreenPow.Wire", "GreenPow.Core"));
        Assert.NotEmpty(ChipRules.Named(module, "GreenPow.Firmware"));
    }

    private static ModuleDefinition Read()
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(ChipCompiler.NanoCheckFolder);
        return ModuleDefinition.ReadModule(ChipCompiler.FirmwareFile, new ReaderParameters { AssemblyResolver = resolver, InMemory = true });
    }
}
