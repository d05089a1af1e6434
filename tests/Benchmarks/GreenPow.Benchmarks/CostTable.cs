using System.Globalization;
using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Wire.Tests;

namespace GreenPow.Benchmarks;

/// <summary>What the chip's own code costs its interpreter: operations counted, milliseconds estimated at 0.3 to 0.5 us each.</summary>
internal static class CostTable
{
    private const double SlowMicroseconds = 0.5;
    private const double FastMicroseconds = 0.3;

    /// <returns>False when a target is missed.</returns>
    public static bool Print()
    {
        var chip = new ChipStepCounter();
        var key = SHA256.HashData("cost"u8);
        var digest = SHA256.HashData("digest"u8);
        var signature = new byte[64];
        var publicKey = new ManagedSigner(key).PublicKey;
        // The first calls also run the static constructors.
        chip.Count("P256", "Sign", key, digest, signature, 0);
        chip.Count("P256", "Verify", publicKey, digest, signature, 0);
        chip.Count("Keccak256", "Hash", new byte[80], 0, 80, new byte[32], 0);
        Sha(chip, 1);
        Console.WriteLine("| what | IL operations | ms on the chip | target |\n|---|---|---|---|");
        var isMet = Row("one SHA-256 block", Sha(chip, 119) - Sha(chip, 55), null);
        isMet &= Row("one Keccak-256 of 80 bytes", chip.Count("Keccak256", "Hash", new byte[80], 0, 80, new byte[32], 0), null);
        isMet &= Row("one signature", chip.Count("P256", "Sign", key, digest, signature, 0), 5000);
        isMet &= Row("one verification", chip.Count("P256", "Verify", publicKey, digest, signature, 0), null);
        return isMet;
    }

    private static long Sha(ChipStepCounter chip, int bytes) => chip.Count("Sha256", "Hash", new byte[bytes], 0, bytes, new byte[32], 0);

    private static bool Row(string what, long operations, int? targetMilliseconds)
    {
        var slow = operations * SlowMicroseconds / 1000;
        var isMet = targetMilliseconds is not { } limit || slow < limit;
        var target = targetMilliseconds is { } most ? $"under {most:N0} ms, {(isMet ? "met" : "MISSED")}" : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {operations:N0} | {operations * FastMicroseconds / 1000:N1} to {slow:N1} | {target} |"));
        return isMet;
    }
}
