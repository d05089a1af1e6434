using System.Diagnostics;
using System.Globalization;
using GreenPow.Simulator.LongRun;

namespace GreenPow.Benchmarks;

/// <summary>Many lives of a meter, two at a time, each against the truth; then the table of what the chip's code costs.</summary>
internal static class FirmwareBench
{
    public static int Run(string[] args)
    {
        if (args is ["--table"])
            return PrintTables() ? 0 : 1;
        if (args is ["--memory"])
            return MemoryTable.Print(tellsHolders: true) ? 0 : 1;
        if (!TryRead(args, out var seeds, out var days, out var first))
            return 2;
        return Live(first, seeds, days) & PrintTables() ? 0 : 1;
    }

    private static bool PrintTables()
    {
        var isMet = CostTable.Print();
        Console.WriteLine();
        isMet &= MemoryTable.Print(tellsHolders: false);
        Console.WriteLine();
        return isMet & ImageTable.Print();
    }

    private static bool TryRead(string[] args, out int seeds, out int days, out int first)
    {
        (seeds, days, first) = (20, 365, 1);
        for (var index = 0; index < args.Length; index += 2)
        {
            if (index + 1 == args.Length || !int.TryParse(args[index + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < 1)
            {
                Console.Error.WriteLine($"{args[index]} wants a number of at least 1.");
                return false;
            }
            switch (args[index])
            {
                case "--seeds": seeds = value; break;
                case "--days": days = value; break;
                case "--first": first = value; break;
                default:
                    Console.Error.WriteLine($"There is no option {args[index]}; there are --seeds, --days, --first, --table and --memory.");
                    return false;
            }
        }
        return true;
    }

    private static bool Live(int first, int seeds, int days)
    {
        var failed = 0;
        var whole = Stopwatch.StartNew();
        Parallel.ForEach(Enumerable.Range(first, seeds), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            var watch = Stopwatch.StartNew();
            try
            {
                Console.WriteLine($"{DeviceLife.Run(LifeOptions.Of(seed, days))}; {watch.Elapsed.TotalSeconds:F1} s");
            }
            catch (LifeFailureException failure)
            {
                Interlocked.Increment(ref failed);
                Console.WriteLine($"FAILED: {failure.Message}");
            }
        });
        Console.WriteLine($"{seeds} lives of {days} days in {whole.Elapsed.TotalSeconds:F0} s, {failed} failed");
        return failed == 0;
    }
}
