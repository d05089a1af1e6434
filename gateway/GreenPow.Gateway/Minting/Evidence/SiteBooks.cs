using System.Collections.Immutable;
using System.Globalization;
using GreenPow.Energy;

namespace GreenPow.Gateway.Minting;

/// <summary>A <see cref="SiteAccount"/> as the evidence file keeps it; exact energies are decimals of 1/90,000,000 mWh.</summary>
public sealed record SiteBooks(
    ulong SettledSequence, long SettledUnixSeconds, ImmutableArray<FlowBooksView> Flows,
    long GenerationMilliwattHours, long MiningLoadMilliwattHours, long OtherLoadMilliwattHours, long TakenBackMilliwattHours,
    long GridImportMilliwattHours, long BurnedMilliwattHours, string CountedParts, string GenerationLowerParts, string WitnessedParts,
    long StoredMilliwattHours, long DeliveredMilliwattHours, long EnergyMintedMilliwattHours, long DecaMintedMilliwattHours)
{
    public static SiteBooks Of(SiteAccount account) => new(
        account.SettledSequence, account.SettledUnixSeconds, [.. account.Flows.Values.Select(FlowBooksView.Of)],
        account.Green.Generation.Value, account.Green.MiningLoad.Value, account.Green.OtherLoad.Value, account.Green.TakenBack.Value,
        account.Green.GridImport.Value, account.Green.Burned.Value, ExactText.Of(account.Green.Counted), ExactText.Of(account.Deca.Generation), ExactText.Of(account.Deca.Witnessed),
        account.Stored.Received.Value, account.Stored.Delivered.Value, account.EnergyMinted.Value, account.DecaMinted.Value);

    public SiteAccount ToAccount() => new(
        SettledSequence, SettledUnixSeconds, Flows.Select(flow => flow.ToBooks()).ToImmutableSortedDictionary(flow => flow.Feeding.StorageTokenId, flow => flow),
        new(new(GenerationMilliwattHours), new(MiningLoadMilliwattHours), new(OtherLoadMilliwattHours), new(TakenBackMilliwattHours),
            new(GridImportMilliwattHours), new(BurnedMilliwattHours), ExactText.Read(CountedParts)),
        new(ExactText.Read(GenerationLowerParts), ExactText.Read(WitnessedParts)), new(new(StoredMilliwattHours), new(DeliveredMilliwattHours)),
        new(EnergyMintedMilliwattHours), new(DecaMintedMilliwattHours));
}
