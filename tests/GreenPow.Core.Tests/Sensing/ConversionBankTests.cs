using FsCheck;
using FsCheck.Fluent;
using GreenPow.Core;

namespace GreenPow.Core.Tests;

public class ConversionBankTests
{
    private readonly ConversionBank _bank = new();

    public ConversionBankTests() => _bank.Clear();

    /// <summary>Conversions of so many milliseconds at 1 W, looked at every second; gives what came out in microjoules.</summary>
    private long Run(double conversionMilliseconds, int seconds)
    {
        long total = 0;
        long seen = 0;
        for (int second = 1; second <= seconds; second++)
        {
            long finished = (long)(second * 1000 / conversionMilliseconds);
            if (finished != seen) _bank.Add(1000L * _bank.NextMilliseconds, 0);
            seen = finished;
            _bank.Take(1000, out long microjoules, out _);
            total += microjoules;
        }

        return total;
    }

    [Theory]
    [InlineData(2028)]
    [InlineData(2253)]
    [InlineData(2478)]
    public void A_chip_ten_percent_fast_or_slow_counts_time_and_not_conversions(double conversionMilliseconds)
    {
        long first = Run(conversionMilliseconds, 600);
        Assert.InRange(first, 588_000_000, 600_000_000);
        Assert.InRange(Run(conversionMilliseconds, 3600), 3_599_000_000, 3_601_000_000);
    }

    [Fact]
    public void No_more_comes_out_than_went_in_and_never_faster_than_time() =>
        Prop.ForAll(
            Gen.Choose(0, 1_000_000).Two().Two().ArrayOf().ToArbitrary(),
            steps =>
            {
                ConversionBank bank = new();
                bank.Clear();
                long went = 0, came = 0, largest = 0;
                foreach (((int milliwatts, int late), (int isReady, _)) in steps)
                {
                    int elapsed = 200 + late % 1800;
                    long energy = (long)milliwatts * bank.NextMilliseconds;
                    if (isReady % 2 == 0)
                    {
                        bank.Add(energy, energy);
                        went += energy;
                        largest = Math.Max(largest, milliwatts);
                    }

                    bank.Take(elapsed, out long microjoules, out long charge);
                    came += microjoules;
                    // At the level's edge a conversion may stand for 10 % more time than it is taken out over.
                    if (microjoules != charge || microjoules > largest * elapsed * 3 / 2) return false;
                }

                return came <= went;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Unseen_time_carries_nothing()
    {
        Run(2253, 600);
        _bank.Take(60_000, out long rest, out _);
        Assert.InRange(rest, 4_000_000, 10_000_000);
        _bank.SkipUnseen();
        _bank.Take(4000, out long nothing, out _);
        Assert.Equal(0, nothing);
    }
}
