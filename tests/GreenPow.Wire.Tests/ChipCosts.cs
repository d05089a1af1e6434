using System.Security.Cryptography;

namespace GreenPow.Wire.Tests;

/// <summary>IL operations of one thing that the chip does, and under how many milliseconds it has to stay, if under any.</summary>
internal sealed record ChipCost(string What, long Operations, int? TargetMilliseconds = null)
{
    /// <summary>Of one operation: what the interpreter was measured at elsewhere, on a 240 MHz ESP32.</summary>
    public const double FastMicroseconds = 0.3;

    public const double SlowMicroseconds = 0.5;

    public double FastMilliseconds => Operations * FastMicroseconds / 1000;

    public double SlowMilliseconds => Operations * SlowMicroseconds / 1000;

    /// <summary>By the slower estimate.</summary>
    public bool IsMet => TargetMilliseconds is not { } limit || SlowMilliseconds < limit;
}

/// <summary>Everything whose cost firmware/README.md tells, counted on the code that was compiled for the chip.</summary>
internal static class ChipCosts
{
    public static IReadOnlyList<ChipCost> Count()
    {
        var chip = new ChipStepCounter(ChipBench.AssemblyPath);
        return [.. Metering(chip), .. Primitives(chip)];
    }

    private static IEnumerable<ChipCost> Metering(ChipStepCounter chip)
    {
        var bench = ChipBench.DayOld(chip, ChipBench.ReferenceProfile);
        var boot = chip.Count(() =>
        {
            bench.Board.Make();
            bench.Board.Boot();
        });
        bench.Run(60, 1000);
        yield return new("one reading of an INA228", Reading(chip, bench), 2);
        bench.RunToSlotEnd();
        bench.Run(2, 1000);
        yield return new("one sample of three channels", Step(chip, bench), 2);
        long plain = 0, withSeal = 0;
        for (var report = 0; report < 20; report++)
        {
            bench.RunToSlotEnd();
            var operations = Step(chip, bench);
            if (bench.Board.IsLastSealed)
                withSeal = Math.Max(withSeal, operations);
            else
                plain = Math.Max(plain, operations);
        }
        yield return new("one report of three channels without seal, with its sample", plain, 150);
        yield return new("one report of three channels with seal, with its sample", withSeal, 5000);
        bench.Board.IsReachable = true;
        bench.Board.Make();
        bench.Board.Boot();
        bench.Run(600, 1000);
        yield return new("one sample and its live message", Step(chip, bench));
        yield return new("boot with a day in the spool", boot);
        yield return new("self-test", chip.Count(() => Require(bench.Board.HasPassedSelfTest(), "The self-test did not pass.")));
    }

    private static IEnumerable<ChipCost> Primitives(ChipStepCounter chip)
    {
        var key = SHA256.HashData("cost"u8);
        var digest = SHA256.HashData("digest"u8);
        var signature = new byte[64];
        var publicKey = new byte[65];
        // The first calls also run the static constructors.
        chip.Count("P256", "PublicKey", key, publicKey);
        chip.Count("P256", "Sign", key, digest, signature, 0);
        chip.Count("P256", "Verify", publicKey, digest, signature, 0);
        yield return new("one SHA-256 block", Sha(chip, 119) - Sha(chip, 55));
        yield return new("one Keccak-256 of 80 bytes", chip.Count("Keccak256", "Hash", new byte[80], 0, 80, new byte[32], 0));
        dynamic search = Activator.CreateInstance(chip.Find("Wire.NonceSearch"))!;
        search.Load(new byte[76], new byte[32]);
        yield return new("one nonce of the heartbeat", chip.Count(() => search.Try(7u)));
        yield return new("one signature", chip.Count("P256", "Sign", key, digest, signature, 0), 5000);
        yield return new("one verification", chip.Count("P256", "Verify", publicKey, digest, signature, 0));
    }

    private static long Reading(ChipStepCounter chip, ChipBench bench)
    {
        var options = Activator.CreateInstance(chip.Find("Core.Ina228Options"))!;
        dynamic meter = Activator.CreateInstance(chip.Find("Core.Ina228"), (object)bench.Board.I2c, options)!;
        dynamic reading = Activator.CreateInstance(chip.Find("Core.PowerReading"))!;
        Require(meter.Start(), "The INA228 did not start.");
        bench.Board.Pass(1000);
        Require(meter.Read(reading, 1000), "The INA228 did not answer.");
        bench.Board.Pass(1000);
        return chip.Count(() => Require(meter.Read(reading, 1000), "The INA228 did not answer."));
    }

    private static long Step(ChipStepCounter chip, ChipBench bench)
    {
        bench.Board.Pass(1000);
        return chip.Count(() => bench.Board.StepDevice());
    }

    private static void Require(bool isTrue, string otherwise)
    {
        if (!isTrue)
            throw new InvalidOperationException(otherwise);
    }

    private static long Sha(ChipStepCounter chip, int bytes) => chip.Count("Sha256", "Hash", new byte[bytes], 0, bytes, new byte[32], 0);
}
