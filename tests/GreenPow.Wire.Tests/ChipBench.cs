using System.Reflection;
using System.Security.Cryptography;
using GreenPow.Tests;

namespace GreenPow.Wire.Tests;

/// <summary>The board of tests/shared/chip under the chip's counted code: compiled by the chip's rules, loaded beside it, driven by name.</summary>
internal sealed class ChipBench
{
    public const int ReferenceProfile = 1;
    public const int SmallProfile = 2;

    private static readonly Lazy<string> Assembly = new(Compile);

    private readonly dynamic board;

    private ChipBench(ChipStepCounter chip, byte profile)
    {
        var key = SHA256.HashData("device"u8);
        var gateway = new byte[65];
        chip.Count("P256", "PublicKey", SHA256.HashData("gateway"u8), gateway);
        // As long as the certificate of a gateway's own authority on P-256.
        var certificate = "-----BEGIN CERTIFICATE-----\n" + new string('A', 760) + "\n-----END CERTIFICATE-----\n";
        board = Activator.CreateInstance(chip.Find("ChipBench.ChipBoard"), profile, key, gateway, certificate)!;
        if (board.Problem is string problem)
            throw new InvalidOperationException($"The board's settings were refused: {problem}.");
    }

    public dynamic Board => board;

    /// <summary>The assembly to load beside the chip's.</summary>
    public static string AssemblyPath => Assembly.Value;

    /// <summary>A meter that has spooled a day of reports without a connection.</summary>
    public static ChipBench DayOld(ChipStepCounter chip, byte profile)
    {
        var bench = new ChipBench(chip, profile);
        bench.Board.Make();
        bench.Board.Boot();
        bench.Run(86_400, 10_000);
        if ((int)bench.Board.Device.Spool.Count < 86_400 / (int)bench.Board.Device.SlotSeconds - 2)
            throw new InvalidOperationException($"A day left {bench.Board.Device.Spool.Count} reports.");
        return bench;
    }

    public void Run(int seconds, int stepMilliseconds)
    {
        for (var passed = 0L; passed < seconds * 1000L; passed += stepMilliseconds)
        {
            board.Pass(stepMilliseconds);
            board.Step();
        }
    }

    /// <summary>On to the last second of a slot.</summary>
    public void RunToSlotEnd()
    {
        while ((long)board.SlotLeft != 1000)
            Run(1, 1000);
    }

    private static string Compile()
    {
        var folder = typeof(ChipBench).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ChipBenchFolder").Value!;
        var path = Path.Combine(Directory.CreateTempSubdirectory("chipbench").FullName, "ChipBench.dll");
        var (exitCode, output) = ChipCompiler.Compile(Directory.GetFiles(folder, "*.cs"), [.. ChipCompiler.FacadeFiles, .. ChipCompiler.FirmwareFiles], path);
        return exitCode == 0 ? path : throw new InvalidOperationException($"The bench for the chip does not compile:\n{output}");
    }
}
