using System.Text.Json;
using GreenPow.Dao;
using GreenPow.Dao.Contracts;
using GreenPow.Gateway.Minting;
using GreenPow.Storage;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Tests.Minting;

/// <summary>Claims pushed for everybody.</summary>
public class ClaimPusherTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // First payments: 250 of them need more gas than one transaction may use.
    [Fact]
    public async Task Claims_that_one_transaction_cannot_hold_are_halved()
    {
        await using var world = new MintingWorld(autoVote: true);
        await world.OpenAsync();
        await world.LiveYesterdayAsync();
        var honest = await world.StepUntilAsync(EpochState.Claimed);
        var dao = await world.DaoAsync();
        var catalogue = world.Get<Catalogue>();
        var book = EpochClosing.LeavesOf(catalogue.EpochLeaves(honest.Number)!);
        for (var number = 1; number <= 250; number++) book = book.Pay(1, PayeeOf(number), dao.Client.Deployment.DecaToken, 1_000_000);
        var dump = LeavesDump.Of(book.Leaves);
        var epoch = honest with { Number = honest.Number + 1, Root = Convert.FromHexString(dump.Tree[0].AsSpan(2)), State = EpochState.Active };
        Assert.True(catalogue.AddEpoch(epoch, catalogue.EpochEvidence(honest.Number)!, JsonSerializer.SerializeToUtf8Bytes(dump, JsonSerializerOptions.Web)));
        await world.PassAsync("A request with many payees", dao.Client.Batches.Activate(new Batch((uint)epoch.Number, Hash32.FromBytes(epoch.Root),
            [.. book.Totals().Select(total => new TokenTotal(total.Token, total.Wei))], (uint)book.Leaves.Length, "http://127.0.0.1/evidence", Hash32.FromBytes(epoch.EvidenceSha256))));

        world.Get<IOptions<MintOptions>>().Value.ClaimsPerTransaction = 400;
        Assert.True(await world.Get<ClaimPusher>().PushAsync(dao, epoch, Stop));
        foreach (var number in (int[])[1, 125, 250])
            Assert.Equal(1_000_000, await new EnergyToken(dao.Client.Deployment.DecaToken).BalanceOf(PayeeOf(number)).ReadAsync(dao.Client.Node, cancellation: Stop));
    }

    private static Address PayeeOf(int number) => Address.FromBytes([0xab, .. new byte[17], (byte)(number >> 8), (byte)number]);
}
