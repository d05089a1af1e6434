using FsCheck;
using FsCheck.Fluent;

namespace GreenPow.Energy.Tests;

/// <summary>Whatever the order and the cuts, no energy is made and none is minted twice.</summary>
public class ConservationTests
{
    private static readonly EnergyRole[] meterRoles = [EnergyRole.Generation, EnergyRole.MiningLoad, EnergyRole.SentToStorage];
    private static readonly EnergyRole[] storageRoles = [EnergyRole.StorageReceived];

    /// <summary>Minutes of one site: what it makes, burns and sends, and what arrives; a real line never delivers more than it is given.</summary>
    private static readonly Gen<(long[][] Meter, long[][] Storage)> site =
        Gen.Choose(0, 1_000).Four().Select(draw => (Made: (long)draw.Item1 * 100, Load: draw.Item2 * 30L, Lost: draw.Item3, draw.Item4))
            .ListOf(40).Select(minutes =>
            {
                var meter = new List<long[]>();
                var storage = new List<long[]>();
                foreach (var minute in minutes)
                {
                    var load = Math.Min(minute.Load, minute.Made);
                    var sent = minute.Made - load;
                    meter.Add([minute.Made, load, sent]);
                    storage.Add([sent - sent * minute.Lost / 50_000]);
                }
                return (meter.ToArray(), storage.ToArray());
            });

    /// <summary>Anything at all: grid energy sent as sun, loads above generation, a storage that receives from nowhere.</summary>
    private static readonly Gen<(long[][] Meter, long[][] Storage)> claims = Gen.Choose(0, 100_000).Four().ListOf(40).Select(minutes => (
        minutes.Select(minute => new long[] { minute.Item1, minute.Item2, minute.Item3 }).ToArray(),
        minutes.Select(minute => new long[] { minute.Item3 - Math.Min(minute.Item3, minute.Item4 / 40) + (minute.Item4 % 7 == 0 ? 500 : 0) }).ToArray()));

    private static List<SiteEpoch> Close((long[][] Meter, long[][] Storage) flows, ChannelAccuracy accuracy, IEnumerable<(long MeterEnd, long StorageEnd)> arrivals)
    {
        var meter = Chains.Of(accuracy, meterRoles, flows.Meter);
        var storage = Chains.Of(accuracy, storageRoles, flows.Storage);
        var account = SiteAccount.Start;
        var epochs = new List<SiteEpoch>();
        foreach (var (meterEnd, storageEnd) in arrivals)
        {
            var flow = account.FlowTo(Chains.Feeding, 0);
            var from = Math.Min(account.SettledSequence, flow.SentSequence);
            var epoch = SiteEpoch.Settle(account,
                Chains.Judge(meter.Where(point => point.Sequence >= from), meterEnd),
                Chains.Fed(Chains.Judge(storage.Where(point => point.Sequence >= flow.ReceivedSequence), storageEnd)),
                default, new(long.MaxValue / 4), new());
            epochs.Add(epoch);
            account = epoch.After;
        }
        return epochs;
    }

    [Fact]
    public void Minted_is_never_above_received_nor_sent_nor_the_surplus() => Prop.ForAll(site.ToArbitrary(), Cuts().ToArbitrary(), (flows, cuts) =>
    {
        var minted = Close(flows, Chains.Ina228, cuts).Sum(epoch => epoch.EnergyMinted.Value);
        return minted <= flows.Storage.Sum(minute => minute[0]) && minted <= flows.Meter.Sum(minute => minute[2])
            && minted <= flows.Meter.Sum(minute => minute[0] - minute[1]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_cut_into_epochs_and_any_late_spool_mints_the_same_in_the_end() => Prop.ForAll(site.ToArbitrary(), Cuts().ToArbitrary(), (flows, cuts) =>
    {
        // Relative errors only: a zero error below the energy of a dark epoch is cut off at zero there.
        var accuracy = new ChannelAccuracy(new(37), new(0));
        (long, long) end = (long.MaxValue, long.MaxValue);
        var whole = Close(flows, accuracy, [end]);
        var pieces = Close(flows, accuracy, [.. cuts, end]);
        return whole.Sum(epoch => epoch.EnergyMinted.Value) == pieces.Sum(epoch => epoch.EnergyMinted.Value)
            && whole.Sum(epoch => epoch.DecaMinted.Value) == pieces.Sum(epoch => epoch.DecaMinted.Value)
            && whole[^1].After.FlowTo(Chains.Feeding, 0).Carry == pieces[^1].After.FlowTo(Chains.Feeding, 0).Carry;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_two_meters_claim_no_more_is_minted_than_was_received_sent_and_ever_over() => Prop.ForAll(claims.ToArbitrary(), Cuts().ToArbitrary(), (flows, cuts) =>
    {
        (long, long) end = (long.MaxValue, long.MaxValue);
        var minted = Close(flows, Chains.Ina228, [.. cuts, end]).Sum(epoch => epoch.EnergyMinted.Value);
        return minted <= flows.Storage.Sum(minute => minute[0]) && minted <= flows.Meter.Sum(minute => minute[2]) && minted <= flows.Meter.Sum(minute => minute[0]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_report_that_comes_late_is_minted_once_with_all_that_waited_for_it() => Prop.ForAll(site.ToArbitrary(), Gen.Choose(1, 39).ToArbitrary(), (flows, late) =>
    {
        var accuracy = new ChannelAccuracy(new(37), new(0));
        var meter = Chains.Of(accuracy, meterRoles, flows.Meter);
        var storage = Chains.Judge(Chains.Of(accuracy, storageRoles, flows.Storage));
        SiteEpoch Settle(SiteAccount account, IEnumerable<SealedPoint> points) => SiteEpoch.Settle(account,
            ChainJudge.Judge(points.Where(point => point.Sequence >= account.SettledSequence), [], new(0, long.MaxValue, OldestThatMayCome: 0, Math.Max(1, account.SettledSequence))),
            Chains.Fed(storage with { Steps = [.. storage.Steps.Where(step => step.From.Sequence >= account.FlowTo(Chains.Feeding, 0).ReceivedSequence)] }),
            default, new(long.MaxValue / 4), new());

        var whole = Settle(SiteAccount.Start, meter);
        var withHole = Settle(SiteAccount.Start, meter.Where((_, index) => index != late));
        var filled = Settle(withHole.After, meter);
        return withHole.After.SettledSequence == (ulong)late && filled.After.EnergyMinted == whole.After.EnergyMinted && filled.After.DecaMinted == whole.After.DecaMinted;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Closing_again_without_new_reports_mints_nothing() => Prop.ForAll(site.ToArbitrary(), flows =>
    {
        (long, long) end = (long.MaxValue, long.MaxValue);
        var epochs = Close(flows, Chains.Ina228, [end, end, end]);
        return epochs[1].EnergyMinted.Value == 0 && epochs[2].EnergyMinted.Value == 0 && epochs[1].DecaMinted.Value == 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Deca_never_rewards_more_than_the_generation() => Prop.ForAll(site.ToArbitrary(), Cuts().ToArbitrary(), (flows, cuts) =>
        Close(flows, Chains.Ina228, cuts).Sum(epoch => epoch.DecaMinted.Value) <= flows.Meter.Sum(minute => minute[0])).QuickCheckThrowOnFailure();

    [Fact]
    public void Shares_of_a_mint_add_up_to_the_mint() => Prop.ForAll<NonNegativeInt, byte>((amount, permille) =>
    {
        var energy = Settlement.SplitEnergy(new(amount.Get), permille);
        var deca = Settlement.SplitDeca(new(amount.Get), permille);
        var whole = amount.Get * Settlement.WeiPerMilliwattHour;
        return energy.OwnerWei + energy.StorageWei == whole && deca.OwnerWei + deca.VaultWei == whole;
    }).QuickCheckThrowOnFailure();

    /// <summary>Ends up to which each side's reports have come when an epoch closes: rising, the two sides independent.</summary>
    private static Gen<List<(long, long)>> Cuts() => Gen.Choose(0, 40).Two().ListOf(4).Select(cuts =>
        cuts.Select(cut => cut.Item1 * 60L).Order().Zip(cuts.Select(cut => cut.Item2 * 60L).Order()).ToList());
}
