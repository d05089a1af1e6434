namespace GreenPow.Energy;

/// <summary>Where a site's books stand after its last accepted epoch; the next epoch begins here, so no energy is judged twice.</summary>
/// <param name="SettledSequence">Last report whose energy was judged; 0 before the first epoch.</param>
/// <param name="SettledUnixSeconds">End of that report's slot.</param>
/// <param name="FlowSentSequence">Last own report used for the flow to the storage; at most <paramref name="SettledSequence"/>.</param>
/// <param name="FlowReceivedSequence">Last report of the storage used for the flow.</param>
/// <param name="OpenSent">Sent energy of a flow that was blocked or withheld, judged again with the next.</param>
/// <param name="OpenReceived">Received energy of the same.</param>
/// <param name="EnergyCarry">ENERGY earned and not yet minted: rounding, and what a cap held back.</param>
/// <param name="EnergyMinted">All ENERGY minted for the site.</param>
/// <param name="DecaMinted">All DECA minted for the site, in kWh-equivalents.</param>
public sealed record SiteAccount(
    ulong SettledSequence, long SettledUnixSeconds, ulong FlowSentSequence, ulong FlowReceivedSequence,
    EnergyBound OpenSent, EnergyBound OpenReceived, GreenBalance Green, DecaBasis Deca,
    ExactEnergy EnergyCarry, MilliwattHours EnergyMinted, MilliwattHours DecaMinted)
{
    public static SiteAccount Start { get; } = new(0, 0, 0, 0, default, default, GreenBalance.Start, DecaBasis.Start, default, default, default);
}
