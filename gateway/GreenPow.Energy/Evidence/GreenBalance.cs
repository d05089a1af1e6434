namespace GreenPow.Energy;

/// <summary>
/// A site's energy since commissioning, as far as it decides what is green. Import from the grid and energy taken back from a storage
/// add nothing: sent again, they find no surplus. Only what was taken back against burned ENERGY is as green as before.
/// </summary>
/// <param name="Burned">ENERGY burned for delivery to this site, from the chain.</param>
/// <param name="Counted">Energy that mints were based on, before the storage's efficiency.</param>
public sealed record GreenBalance(
    MilliwattHours Generation, MilliwattHours MiningLoad, MilliwattHours OtherLoad, MilliwattHours TakenBack, MilliwattHours GridImport,
    MilliwattHours Burned, ExactEnergy Counted)
{
    /// <summary>10^18 mWh: no site draws it, and sums of it fit.</summary>
    private static readonly MilliwattHours mostLoad = new(1_000_000_000_000_000_000);

    public static GreenBalance Start { get; } = new(default, default, default, default, default, default, default);

    /// <summary>Generation + energy given back against burned tokens - loads - what was counted before; never above generation, never below zero.</summary>
    public ExactEnergy Surplus
    {
        get
        {
            var returned = MilliwattHours.Min(Burned, TakenBack);
            var left = ExactEnergy.Of(Generation + returned - MiningLoad - OtherLoad) - Counted;
            return ExactEnergy.Min(left, ExactEnergy.Of(Generation)).AtLeastZero();
        }
    }

    /// <summary>Energy taken back from a storage for which no token was burned: sent again, it would be counted twice.</summary>
    public MilliwattHours TakenBackUnburned => MilliwattHours.Max(TakenBack - Burned, MilliwattHours.Zero);

    public GreenBalance Add(EnergySum energy, MilliwattHours burnedInAll) => this with
    {
        Generation = Generation + energy.Of(EnergyRole.Generation).Value,
        MiningLoad = MilliwattHours.Min(MiningLoad + energy.Of(EnergyRole.MiningLoad).Value, mostLoad),
        OtherLoad = MilliwattHours.Min(OtherLoad + energy.Of(EnergyRole.OtherLoad).Value, mostLoad),
        TakenBack = TakenBack + energy.Of(EnergyRole.ReceivedFromStorage).Value,
        GridImport = GridImport + energy.Of(EnergyRole.GridImport).Value,
        Burned = burnedInAll,
    };
}
