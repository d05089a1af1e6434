namespace GreenPow.Energy.Tests;

/// <summary>The worked day of the MaxCoin Green Energy sources: 10 kWh sent, 9.7 kWh received.</summary>
public class WorkedExampleTests
{
    [Fact]
    public void Of_10_kWh_sent_and_9_7_received_the_loss_is_3_000_percent_and_the_basis_9_7()
    {
        var day = Chains.Settle(generation: 10_000_000, sent: 10_000_000, received: 9_700_000);
        Assert.Equal(3_000, day.Basis!.LossThousandths);
        Assert.Equal("3.000 %", EnergyBasis.LossText(day.Basis.LossThousandths!.Value));
        Assert.Equal(BasisVerdict.Received, day.Basis.Verdict);
        Assert.Equal(new(9_700_000), day.EnergyMinted);
    }

    [Fact]
    public void A_loss_of_exactly_five_percent_is_minted()
        => Assert.Equal(new(9_500_000), Chains.Settle(10_000_000, 10_000_000, 9_500_000).EnergyMinted);

    [Fact]
    public void A_loss_above_five_percent_is_withheld_with_its_reason()
    {
        var day = Chains.Settle(10_000_000, 10_000_000, 9_499_000);
        Assert.Equal(BasisVerdict.LossAboveLimit, day.Basis!.Verdict);
        Assert.Equal(MilliwattHours.Zero, day.EnergyMinted);
        Assert.Contains(EvidenceSentences.Counted(day), "Withheld: the loss is above the limit. The energy is judged again with the next epoch's.", StringComparison.Ordinal);
    }

    [Fact]
    public void Received_above_sent_blocks_the_mint_with_its_reason()
    {
        var day = Chains.Settle(10_000_000, 10_000_000, 10_000_001);
        Assert.Equal(BasisVerdict.ReceivedAboveSent, day.Basis!.Verdict);
        Assert.Equal(MilliwattHours.Zero, day.EnergyMinted);
        Assert.StartsWith("Blocked: the storage received at least 10.000 kWh", EvidenceSentences.Counted(day), StringComparison.Ordinal);
    }

    [Fact]
    public void Received_above_sent_within_both_uncertainties_is_not_blocked()
    {
        var day = Chains.Settle(10_000_000, 9_960_000, 10_000_000, accuracy: Chains.Ina228);
        Assert.Equal(BasisVerdict.Received, day.Basis!.Verdict);
        Assert.True(day.EnergyMinted < new MilliwattHours(9_960_000));
    }

    [Fact]
    public void A_withheld_flow_is_minted_when_the_next_epoch_brings_the_loss_below_the_limit()
    {
        var bad = Chains.Settle(1_000_000, 1_000_000, 940_000);
        var good = Chains.Settle(9_000_000, 9_000_000, 8_900_000, before: bad.After);
        Assert.Equal(new(940_000 + 8_900_000), good.EnergyMinted);
    }

    [Fact]
    public void Heartbeats_of_4300_in_4320_are_continuous_mining() => Assert.Equal(HeartbeatVerdict.Continuous, Heartbeat.Judge(4_320, 4_300));

    [Fact]
    public void Half_of_the_heartbeats_is_an_interruption() => Assert.Equal(HeartbeatVerdict.Interrupted, Heartbeat.Judge(4_320, 2_160));

    [Fact]
    public void Without_a_job_the_heartbeat_is_unknown() => Assert.Equal(HeartbeatVerdict.Unknown, Heartbeat.Judge(0, 0));

    [Theory]
    [InlineData(100, 84, true)] // 99 % upper bound of 84 is 107.7
    [InlineData(100, 73, true)] // 95.3
    [InlineData(100, 71, false)] // 93.0
    public void Few_heartbeats_get_the_benefit_of_chance(long expected, long counted, bool continuous)
        => Assert.Equal(continuous ? HeartbeatVerdict.Continuous : HeartbeatVerdict.Interrupted, Heartbeat.Judge(expected, counted));
}
