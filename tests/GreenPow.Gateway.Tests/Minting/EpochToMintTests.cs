using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GreenPow.Dao;
using GreenPow.Dao.Contracts;
using GreenPow.Energy;
using GreenPow.Gateway.Minting;
using GreenPow.Storage;

namespace GreenPow.Gateway.Tests.Minting;

/// <summary>From sealed reports to tokens on a real chain.</summary>
public class EpochToMintTests
{
    // 119 minutes lie between the first and the last sealed counter.
    private const long Minutes = 119;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_day_of_two_meters_and_a_storage_becomes_claimed_tokens()
    {
        await using var world = new MintingWorld(autoVote: true);
        await world.OpenAsync();
        await world.LiveYesterdayAsync();
        var epoch = await world.StepUntilAsync(EpochState.Claimed);

        var dao = await world.DaoAsync();
        var live = await dao.Client.Batches.LiveBatch().ReadAsync(dao.Client.Node, cancellation: Stop);
        Assert.Equal(Hash32.FromBytes(epoch.Root), live.Root);
        Assert.Equal(Hash32.FromBytes(SHA256.HashData(world.Get<Catalogue>().EpochEvidence(epoch.Number)!)), live.EvidenceSha256);

        var votes = (await world.Get<Ballots>().OfAsync(epoch.Number, Stop))!.Members.Select(member => member.Vote).OfType<CastVote>().ToList();
        Assert.Equal(2, votes.Count);
        Assert.All(votes, vote => Assert.Equal((VoteSupport.For, true), (vote.Support, vote.Reason.Contains("no energy is left out and no mint is blocked", StringComparison.Ordinal))));

        // 0.50 % of the energy and 20 mW over the time, rounded down to whole milliwatt-hours.
        var received = 1_180 * Minutes;
        var counted = (received * 9_950 * 36 - 20 * Minutes * 60 * 10_000 / 100) / 360_000;
        var minted = counted * Settlement.WeiPerMilliwattHour;
        Assert.InRange(counted, received * 98 / 100, received);
        var balances = await BalancesAsync(world);
        Assert.Equal([minted - minted * 5 / 1000, minted - minted * 5 / 1000, 2 * minted * 5 / 1000], balances);

        var deca = await Task.WhenAll(dao.Accounts.Owners.Take(2).Select(owner => dao.Client.DecaBalanceAsync(owner.Address, Stop)));
        var vault = await dao.Client.DecaBalanceAsync(dao.Client.Deployment.Timelock, Stop);
        Assert.Equal(BigInteger.Parse(epoch.DecaWei, CultureInfo.InvariantCulture), deca[0] + deca[1] + vault);
        Assert.Equal((deca[0] + deca[1]) / 9, vault);
    }

    [Fact]
    public async Task The_evidence_of_a_device_says_what_both_meters_told()
    {
        await using var world = new MintingWorld(autoVote: false);
        await world.OpenAsync();
        await world.LiveYesterdayAsync();
        var epoch = await world.StepUntilAsync(EpochState.Voting);
        var evidence = EpochEvidence.FromJson(world.Get<Catalogue>().EpochEvidence(epoch.Number)!);
        var north = evidence.Sites.Single(site => site.DeviceId == world.North.Id.ToString());
        Assert.Contains("The storage's own meter received 0.140 kWh of the 0.142 kWh this meter sent: 1.7 % loss, limit 5 %.", north.Sentences);
        Assert.Equal((1ul, 120ul), (north.FirstSealed!.Sequence, north.LastSealed!.Sequence));
        Assert.Equal(120, north.Reports.Sealed);
        Assert.Contains(north.Sentences, sentence => sentence.StartsWith("One witness:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_loss_above_the_limit_mints_no_energy_and_says_why()
    {
        await using var world = new MintingWorld(autoVote: false);
        await world.OpenAsync();
        await world.LiveYesterdayAsync(received: 1_100);
        var epoch = await world.StepUntilAsync(EpochState.Voting);
        Assert.Equal("0", epoch.EnergyWei);
        var evidence = EpochEvidence.FromJson(world.Get<Catalogue>().EpochEvidence(epoch.Number)!);
        Assert.All(evidence.Sites.Where(site => site.Kind == "meter"), site => Assert.Equal("LossAboveLimit", site.Storage!.Verdict));
    }

    [Fact]
    public async Task A_member_that_votes_by_itself_abstains_where_a_mint_is_blocked_and_leaves_the_vote_to_people()
    {
        await using var world = new MintingWorld(autoVote: true);
        await world.OpenAsync();
        await world.LiveYesterdayAsync(received: 1_100);
        var epoch = await world.StepUntilAsync(EpochState.Voting);
        var ballot = await VotedAsync(world, epoch.Number, votes: 1);
        Assert.Equal(new VoteCount(0, 0, 1), ballot.Count);
        Assert.Contains("its loss is above the limit", ballot.Members[0].Vote!.Reason, StringComparison.Ordinal);
        foreach (var member in (int[])[2, 3]) Assert.Null(await world.Get<Ballots>().VoteAsync(epoch.Number, member, VoteSupport.For, "", Stop));
        await world.StepUntilAsync(EpochState.Claimed);
    }

    [Fact]
    public async Task Members_that_vote_by_themselves_are_against_a_root_that_its_leaves_do_not_give()
    {
        await using var world = new MintingWorld(autoVote: true);
        await world.OpenAsync();
        await world.LiveYesterdayAsync();
        var honest = await world.StepUntilAsync(EpochState.Closed);
        var catalogue = world.Get<Catalogue>();
        var wrong = honest with { Number = honest.Number + 1, Root = SHA256.HashData(honest.Root!) };
        Assert.True(catalogue.AddEpoch(wrong, catalogue.EpochEvidence(honest.Number)!, catalogue.EpochLeaves(honest.Number)!));
        var ballot = await VotedAsync(world, wrong.Number, votes: 3);
        Assert.Equal(new VoteCount(3, 0, 0), ballot.Count);
        Assert.All(ballot.Members, member => Assert.StartsWith("The leaves give the root 0x", member.Vote!.Reason, StringComparison.Ordinal));
    }

    /// <summary>Steps until so many members have voted.</summary>
    private static async Task<Ballot> VotedAsync(MintingWorld world, long epoch, int votes)
    {
        Ballot? ballot = null;
        await world.StepUntilAsync(EpochState.Voting, until: async () =>
            (ballot = await world.Get<Ballots>().OfAsync(epoch, Stop))?.Members.Count(member => member.Vote is not null) == votes);
        return ballot!;
    }

    [Fact]
    public async Task A_rejected_request_keeps_its_reasons_and_the_energy_comes_back_in_the_next_epoch()
    {
        await using var world = new MintingWorld(autoVote: false);
        await world.OpenAsync();
        await world.LiveYesterdayAsync();
        var first = await world.StepUntilAsync(EpochState.Voting);
        var dao = await world.DaoAsync();
        foreach (var member in (int[])[1, 2])
            Assert.Null(await world.Get<Ballots>().VoteAsync(first.Number, member, VoteSupport.Against, $"Member {member} saw no panel.", Stop));
        var ballot = await world.Get<Ballots>().OfAsync(first.Number, Stop);
        Assert.Equal(new VoteCount(2, 0, 0), ballot!.Count);
        await dao.Client.Node.Rpc.RequestAsync("evm_increaseTime", [JsonValue.Create(3_700)], Stop);
        await dao.Client.Node.Rpc.RequestAsync("evm_mine", [], Stop);

        await world.StepAsync();
        var rejected = world.Get<Catalogue>().Epoch(first.Number)!;
        Assert.Equal(EpochState.Rejected, rejected.State);
        Assert.Equal("Defeated: 0 For, 2 Against, 0 abstained. Member 1 saw no panel. Member 2 saw no panel.", rejected.Reason);

        await world.StepAsync(DateTimeOffset.UtcNow.AddDays(2)); // the next day's epoch is long over then
        var second = world.Get<Catalogue>().Epochs(1)[0];
        Assert.Equal(first.Number + 1, second.Number);
        Assert.Equal((first.EnergyWei, first.DecaWei), (second.EnergyWei, second.DecaWei));
    }

    [Fact]
    public async Task A_gateway_and_a_chain_that_start_anew_after_every_step_end_the_same()
    {
        await using var world = new MintingWorld(autoVote: true);
        await world.OpenAsync();
        await world.LiveYesterdayAsync();
        var epoch = await world.StepUntilAsync(EpochState.Claimed, async () =>
        {
            await world.CloseAsync();
            await world.OpenAsync();
        });
        Assert.Equal(BigInteger.Parse(epoch.EnergyWei, CultureInfo.InvariantCulture),
            (await BalancesAsync(world)).Aggregate(BigInteger.Zero, (sum, balance) => sum + balance));
        Assert.Single(world.Get<Catalogue>().Epochs());
    }

    [Fact]
    public async Task A_chain_that_forgets_the_whole_request_is_told_once_more_and_pays_once()
    {
        await using var world = new MintingWorld(autoVote: true);
        await world.OpenAsync();
        await world.LiveYesterdayAsync();
        await world.StepUntilAsync(EpochState.Closed);
        var dao = await world.DaoAsync();
        var snapshot = await dao.Client.Node.Rpc.RequestAsync("evm_snapshot", [], Stop);
        var before = await world.StepUntilAsync(EpochState.Claimed);
        await dao.Client.Node.Rpc.RequestAsync("evm_revert", [JsonValue.Create(snapshot.GetString())], Stop);
        Assert.True((await dao.Client.Batches.LiveBatch().ReadAsync(dao.Client.Node, cancellation: Stop)).Root.IsZero);

        var after = await world.StepUntilAsync(EpochState.Claimed);
        Assert.Equal(before.Root, after.Root);
        Assert.Equal(BigInteger.Parse(after.EnergyWei, CultureInfo.InvariantCulture),
            (await BalancesAsync(world)).Aggregate(BigInteger.Zero, (sum, balance) => sum + balance));
    }

    private static async Task<BigInteger[]> BalancesAsync(MintingWorld world)
    {
        var dao = await world.DaoAsync();
        var storage = world.Get<Catalogue>().Device(world.Barn.Id)!.TokenId!.Value;
        var balances = new List<BigInteger>();
        foreach (var owner in dao.Accounts.Owners.Take(3)) balances.Add(await dao.Client.EnergyBalanceAsync(storage, owner.Address));
        return [.. balances];
    }
}
