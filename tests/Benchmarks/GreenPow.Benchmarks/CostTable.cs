using System.Globalization;
using GreenPow.Wire.Tests;

namespace GreenPow.Benchmarks;

/// <summary>What the chip's own code costs its interpreter: operations counted, milliseconds estimated.</summary>
internal static class CostTable
{
    /// <returns>False when a target is missed.</returns>
    public static bool Print()
    {
        var costs = ChipCosts.Count();
        Console.WriteLine("| what | IL operations | ms on the chip | target |\n|---|---|---|---|");
        foreach (var cost in costs)
        {
            var target = cost.TargetMilliseconds is { } most ? string.Create(CultureInfo.InvariantCulture, $"under {most:N0} ms, {(cost.IsMet ? "met" : "MISSED")}") : "";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {cost.What} | {cost.Operations:N0} | {cost.FastMilliseconds:N1} to {cost.SlowMilliseconds:N1} | {target} |"));
        }
        return costs.All(cost => cost.IsMet);
    }
}
