namespace GreenPow.Energy.Tests;

/// <summary>Grid energy and energy taken back do not become green by being sent.</summary>
public class GreenSurplusTests
{
    [Fact]
    public void Energy_that_was_never_surplus_is_not_minted_and_says_so()
    {
        var day = Chains.Settle(generation: 2_000_000, load: 1_500_000, sent: 3_000_000, received: 3_000_000);
        Assert.Equal(BasisVerdict.NeverSurplus, day.Basis!.Verdict);
        Assert.Equal(new(500_000), day.EnergyMinted);
        Assert.Equal(new(2_500_000), day.Basis.Denied);
        Assert.Contains("2.500 kWh more were sent than this site ever had over", EvidenceSentences.Counted(day), StringComparison.Ordinal);
    }

    [Fact]
    public void Energy_sent_round_twice_is_minted_once_and_says_so()
    {
        var first = Chains.Settle(generation: 1_000_000, sent: 1_000_000, received: 1_000_000);
        var again = Chains.Settle(generation: 0, sent: 1_000_000, received: 1_000_000, takenBack: 1_000_000, before: first.After);
        Assert.Equal(BasisVerdict.SentRoundTwice, again.Basis!.Verdict);
        Assert.Equal(MilliwattHours.Zero, again.EnergyMinted);
        Assert.Contains("sent round a second time", EvidenceSentences.Counted(again), StringComparison.Ordinal);
    }

    [Fact]
    public void Energy_taken_back_against_burned_tokens_may_be_sent_and_minted_again()
    {
        var first = Chains.Settle(generation: 1_000_000, sent: 1_000_000, received: 1_000_000);
        var again = Chains.Settle(generation: 0, sent: 1_000_000, received: 1_000_000, takenBack: 1_000_000, burned: 1_000_000, before: first.After);
        Assert.Equal(new(1_000_000), again.EnergyMinted);
    }

    [Fact]
    public void Tokens_burned_without_energy_coming_back_make_nothing_green()
    {
        var first = Chains.Settle(generation: 1_000_000, sent: 1_000_000, received: 1_000_000);
        var again = Chains.Settle(generation: 0, sent: 1_000_000, received: 1_000_000, burned: 1_000_000, before: first.After);
        Assert.Equal(MilliwattHours.Zero, again.EnergyMinted);
    }

    [Fact]
    public void Mining_on_grid_energy_is_a_debt_that_later_sun_pays_first()
    {
        var grid = Chains.Settle(generation: 0, load: 400_000, sent: 0, received: 0);
        var sun = Chains.Settle(generation: 1_000_000, sent: 1_000_000, received: 1_000_000, before: grid.After);
        Assert.Equal(new(600_000), sun.EnergyMinted);
    }

    [Fact]
    public void What_a_battery_kept_for_tomorrow_is_still_green_then()
    {
        var sun = Chains.Settle(generation: 1_000_000, sent: 0, received: 0);
        var night = Chains.Settle(generation: 0, sent: 900_000, received: 890_000, before: sun.After);
        Assert.Equal(new(890_000), night.EnergyMinted);
    }
}
