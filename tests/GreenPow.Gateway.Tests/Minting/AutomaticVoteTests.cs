using System.Text;
using GreenPow.Dao;
using GreenPow.Gateway.Minting;
using GreenPow.Gateway.Tests.Hostile;
using GreenPow.Storage;

namespace GreenPow.Gateway.Tests.Minting;

public sealed class AutomaticVoteTests : IDisposable
{
    private readonly HostileWorld world = new();

    [Fact]
    public void An_honest_day_and_the_one_after_it_are_voted_for_and_the_reason_says_what_was_checked()
    {
        world.Hour();
        world.Close();
        Assert.Equal("6 leaves give this root, its totals and this epoch's mint; the evidence file has the request's hash; of 3 sites no energy is left out and no mint is blocked.", Vote(0).Reason);
        var first = Leaves(0);
        world.Hour();
        world.Close(day: 1);
        Assert.Equal(VoteSupport.For, Vote(1, before: first).Support);
    }

    [Fact]
    public void Energy_that_a_finding_left_out_makes_it_abstain()
    {
        world.Submit(world.North, world.North.Reports(30, HostileWorld.Sunny));
        world.Submit(world.North, world.North.Reports(30, [.. HostileWorld.Sunny.Select(energy => 100 * energy)]));
        world.Hour(north: false);
        world.Close();
        var vote = Vote(0);
        Assert.Equal(VoteSupport.Abstain, vote.Support);
        Assert.Contains($"{world.North.Record.Name}: left out between reports ", vote.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_blocked_mint_makes_it_abstain()
    {
        world.Submit(world.North, world.North.Reports(60, HostileWorld.Sunny));
        world.Submit(world.South, world.South.Reports(60, HostileWorld.Sunny));
        world.Submit(world.Barn, world.Barn.Reports(60, [1_180, 1_300]));
        world.Close();
        var vote = Vote(0);
        Assert.Equal(VoteSupport.Abstain, vote.Support);
        Assert.Contains($"{world.South.Record.Name}: more was received than it can have sent", vote.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_that_its_leaves_do_not_give_is_voted_against()
    {
        world.Hour();
        world.Close();
        var leaves = Leaves(0);
        var raised = new LeafBook(leaves.Leaves.SetItem(0, leaves.Leaves[0] with { CumulativeWei = leaves.Leaves[0].CumulativeWei + 1 }));
        Assert.Equal(VoteSupport.Against, AutomaticVote.On(Epoch(0), Evidence(0), raised, LeafBook.Empty).Support);
        var vote = AutomaticVote.On(Epoch(0) with { Root = new byte[32] }, Evidence(0), leaves, LeafBook.Empty);
        Assert.Equal((VoteSupport.Against, true), (vote.Support, vote.Reason.StartsWith("The leaves give the root 0x", StringComparison.Ordinal)));
    }

    [Fact]
    public void Evidence_of_another_hash_is_voted_against()
    {
        world.Hour();
        world.Close();
        byte[] other = [.. Evidence(0), .. Encoding.UTF8.GetBytes("\n")];
        Assert.Equal(new(VoteSupport.Against, "The evidence file does not have the hash that the request carries."), AutomaticVote.On(Epoch(0), other, Leaves(0), LeafBook.Empty));
    }

    [Fact]
    public void A_leaf_below_the_one_before_or_a_mint_beside_the_evidence_is_voted_against()
    {
        world.Hour();
        world.Close();
        var leaves = Leaves(0);
        var higher = new LeafBook(leaves.Leaves.SetItem(0, leaves.Leaves[0] with { CumulativeWei = leaves.Leaves[0].CumulativeWei + 1 }));
        Assert.Contains("lower than in the root before", AutomaticVote.On(Epoch(0), Evidence(0), leaves, higher).Reason, StringComparison.Ordinal);
        Assert.Contains(" wei, the epoch's evidence ", AutomaticVote.On(Epoch(0) with { EnergyWei = "1" }, Evidence(0), leaves, LeafBook.Empty).Reason, StringComparison.Ordinal);
    }

    public void Dispose() => world.Dispose();

    private AutomaticVote Vote(int day, LeafBook? before = null) => AutomaticVote.On(Epoch(day), Evidence(day), Leaves(day), before ?? LeafBook.Empty);

    private EpochRecord Epoch(int day) => world.Catalogue.Epoch(day + 1)!;

    private byte[] Evidence(int day) => world.Catalogue.EpochEvidence(day + 1)!;

    private LeafBook Leaves(int day) => EpochClosing.LeavesOf(world.Catalogue.EpochLeaves(day + 1)!);
}
