using System.Globalization;
using GreenPow.Energy;

namespace GreenPow.Gateway.Minting;

/// <summary>A <see cref="SiteAccount"/> as the evidence file keeps it; exact energies are decimals of 1/90,000,000 mWh.</summary>
public sealed record SiteBooks(
    ulong SettledSequence, long SettledUnixSeconds, ulong FlowSentSequence, ulong FlowReceivedSequence,
    long OpenSentMilliwattHours, string OpenSentBoundParts, long OpenReceivedMilliwattHours, string OpenReceivedBoundParts,
    long GenerationMilliwattHours, long MiningLoadMilliwattHours, long OtherLoadMilliwattHours, long TakenBackMilliwattHours,
    long GridImportMilliwattHours, long BurnedMilliwattHours, string CountedParts, string GenerationLowerParts, string WitnessedParts,
    string EnergyCarryParts, long EnergyMintedMilliwattHours, long DecaMintedMilliwattHours)
{
    public static SiteBooks Of(SiteAccount account) => new(
        account.SettledSequence, account.SettledUnixSeconds, account.FlowSentSequence, account.FlowReceivedSequence,
        account.OpenSent.Value.Value, Text(account.OpenSent.Bound), account.OpenReceived.Value.Value, Text(account.OpenReceived.Bound),
        account.Green.Generation.Value, account.Green.MiningLoad.Value, account.Green.OtherLoad.Value, account.Green.TakenBack.Value,
        account.Green.GridImport.Value, account.Green.Burned.Value, Text(account.Green.Counted), Text(account.Deca.Generation), Text(account.Deca.Witnessed),
        Text(account.EnergyCarry), account.EnergyMinted.Value, account.DecaMinted.Value);

    public SiteAccount ToAccount() => new(
        SettledSequence, SettledUnixSeconds, FlowSentSequence, FlowReceivedSequence,
        new(new(OpenSentMilliwattHours), Exact(OpenSentBoundParts)), new(new(OpenReceivedMilliwattHours), Exact(OpenReceivedBoundParts)),
        new(new(GenerationMilliwattHours), new(MiningLoadMilliwattHours), new(OtherLoadMilliwattHours), new(TakenBackMilliwattHours),
            new(GridImportMilliwattHours), new(BurnedMilliwattHours), Exact(CountedParts)),
        new(Exact(GenerationLowerParts), Exact(WitnessedParts)), Exact(EnergyCarryParts), new(EnergyMintedMilliwattHours), new(DecaMintedMilliwattHours));

    private static string Text(ExactEnergy energy) => energy.Parts.ToString(CultureInfo.InvariantCulture);

    private static ExactEnergy Exact(string parts) => new(Int128.Parse(parts, CultureInfo.InvariantCulture));
}
