using System.Collections.Immutable;

namespace GreenPow.Energy.Tests;

public class EvidenceSentenceTests
{
    [Fact]
    public void The_loss_is_told_with_both_meters_and_the_limit() => Assert.Equal(
        "The storage's own meter received 1.842 kWh of the 1.901 kWh this meter sent: 3.1 % loss, limit 5 %.",
        EvidenceSentences.Flow(Chains.Settle(1_901_000, 1_901_000, 1_842_000), new()));

    [Fact]
    public void A_single_witness_is_named_in_words() => Assert.Equal(
        "One witness: only this site's own meter tells of 1.000 kWh of its generation so far; DECA counts 20 % of that.",
        EvidenceSentences.Witness(Chains.Settle(3_000_000, 2_000_000, 2_000_000), new()));

    [Fact]
    public void A_generation_confirmed_by_the_storage_has_two_witnesses() => Assert.Equal(
        "Two witnesses: the storage's meter confirms all generation so far.",
        EvidenceSentences.Witness(Chains.Settle(2_000_000, 2_000_000, 2_000_000), new()));

    [Fact]
    public void Deca_counts_a_fifth_of_what_one_meter_alone_tells()
        => Assert.Equal(new(2_000_000 + 200_000), Chains.Settle(3_000_000, 2_000_000, 2_000_000).DecaMinted);

    [Fact]
    public void Findings_of_one_reason_are_one_sentence()
    {
        var points = Chains.Of(Chains.Exact, [EnergyRole.Generation], Enumerable.Repeat(new long[] { 20_000 }, 20));
        var epoch = SiteEpoch.Settle(SiteAccount.Start, Chains.Judge(points, new Doubt(3, 6, "612 W, above its registered 500 W + 30 %")), null, default, new(1), new());
        Assert.Contains("Left out: 0.060 kWh between reports 3 and 6: 612 W, above its registered 500 W + 30 %.",
            EvidenceSentences.Of(epoch, new(20, 20, 20, 0, 0), null, new()));
    }

    [Fact]
    public void A_load_that_is_not_left_out_with_the_rest_is_told()
    {
        var points = Chains.Of(Chains.Exact, [EnergyRole.Generation, EnergyRole.MiningLoad], Enumerable.Repeat(new long[] { 20_000, 5_000 }, 20));
        var epoch = SiteEpoch.Settle(SiteAccount.Start, Chains.Judge(points, new Doubt(3, 6, "612 W")), null, default, new(1), new());
        Assert.Contains("Left out: 0.060 kWh between reports 3 and 6: 612 W. 0.015 kWh of loads and deliveries in that time count against the site all the same.",
            EvidenceSentences.Of(epoch, new(20, 20, 20, 0, 0), null, new()));
    }

    [Fact]
    public void Gaps_are_told_by_sequence() => Assert.Equal(
        "1,430 of 1,440 reports came, 1,430 are sealed, 13 are missing (5 to 9, 20, 30, 40, 50 and 2 more gaps); nothing is counted for a missing report.",
        EvidenceSentences.Reports(new(1440, 1430, 1430, 0, 0) { Gaps = [new(5, 9), new(20, 20), new(30, 30), new(40, 40), new(50, 50), new(60, 62), new(70, 70)] }));

    [Fact]
    public void Gaps_of_sequences_that_somebody_made_up_stop_no_evidence() =>
        Assert.Equal(long.MaxValue, new ReportTally(0, 0, 0, 0, 0) { Gaps = [new(1, long.MaxValue), new((ulong)long.MaxValue + 1, ulong.MaxValue)] }.Missing);

    [Fact]
    public void What_was_found_and_what_was_refused_are_told_with_their_numbers()
    {
        var reports = new ReportTally(20, 20, 20, 0, 0)
        {
            Findings = [new("Orphaned", "unsealed reports that the next seal did not reach", 2, 7)],
            RefusedSoFar = ImmutableSortedDictionary<string, long>.Empty.Add("BadSignature", 3).Add("Malformed", 1),
        };
        Assert.Equal("Found by the gateway: 2 unsealed reports that the next seal did not reach (first at report 7).", EvidenceSentences.Found(reports));
        Assert.Equal("4 frames on its topics were refused so far (BadSignature 3, Malformed 1): they are no history, and anybody can send them.", EvidenceSentences.Refused(reports));
    }

    [Fact]
    public void The_green_surplus_behind_a_flow_is_told() => Assert.Equal(
        "Since its commissioning the site made 3.000 kWh, its loads took 0.500 kWh, and 0.000 kWh were counted before: 2.500 kWh of green surplus stand behind what it sent.",
        EvidenceSentences.Surplus(Chains.Settle(3_000_000, 2_000_000, 2_000_000, load: 500_000)));

    [Fact]
    public void A_storage_is_told_what_all_its_feeders_brought_and_its_owner_s_share()
    {
        var points = Chains.Of(Chains.Exact, [EnergyRole.StorageReceived, EnergyRole.StorageReceived], [[1_500_000, 500_000]]);
        var sentences = EvidenceSentences.Of(SiteEpoch.Settle(SiteAccount.Start, Chains.Judge(points), null, default, new(1), new()), new(1, 1, 1, 0, 0), null, new());
        Assert.Contains(sentences, sentence => sentence.StartsWith("2.000 kWh received from all feeders", StringComparison.Ordinal));
        Assert.Contains("A storage generates nothing, so nothing is minted for it; of the ENERGY that is minted for its feeders its owner gets 0.5 %.", sentences);
        Assert.DoesNotContain(sentences, sentence => sentence.Contains("generation was counted", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_token_is_told_in_its_own_unit() => Assert.Contains(
        "Minted: 2.000000 ENERGY, a claim on as many kWh in the storage, and besides 2.200000 DECA, the reward for proven generation, with which no energy can be taken out.",
        EvidenceSentences.Of(Chains.Settle(3_000_000, 2_000_000, 2_000_000), new(1, 1, 1, 0, 0), null, new()));

    [Fact]
    public void A_site_cannot_mint_above_its_cap_and_keeps_the_rest_for_later()
    {
        var points = Chains.Of(Chains.Exact, [EnergyRole.Generation, EnergyRole.SentToStorage], [[1_000_000, 1_000_000]]);
        var storage = Chains.Of(Chains.Exact, [EnergyRole.StorageReceived], [[1_000_000]]);
        var epoch = SiteEpoch.Settle(SiteAccount.Start, Chains.Judge(points), Chains.Fed(Chains.Judge(storage), room: long.MaxValue), default, new(400_000), new());
        Assert.Equal(new(400_000), epoch.EnergyMinted);
        Assert.Equal(new(600_000), epoch.HeldBack);
        Assert.Equal(ExactEnergy.Of(new(600_000)), epoch.After.FlowTo(Chains.Feeding, 0).Carry);
    }
}
