namespace GreenPow.Benchmarks;

/// <summary>What there is to measure.</summary>
internal static class Listing
{
    private const string Text = """
        ./greenpow bench firmware    meters' lives in virtual time against the truth, then what the chip's code costs
            --seeds N                lives (default 20)
            --days N                 days each (default 365)
            --first N                the first seed (default 1)
            --table                  only the tables, no lives; as between the marks in firmware/README.md
            --memory                 only the managed memory, with the largest holders
        Ends with 1 when a life failed or a target was missed.
        """;

    /// <returns>2 where a benchmark was asked for that there is not.</returns>
    public static int Print(string[] args)
    {
        if (args.Length == 0)
        {
            Console.WriteLine(Text);
            return 0;
        }
        Console.Error.WriteLine($"There is no benchmark '{args[0]}'.\n{Text}");
        return 2;
    }
}
