namespace GreenPow.Energy;

/// <summary>What a storage took in and gave back by its own counters since it was commissioned.</summary>
/// <param name="Received">From all feeders, over what counts.</param>
/// <param name="Delivered">Over everything that its counters tell of.</param>
public readonly record struct StoredEnergy(MilliwattHours Received, MilliwattHours Delivered)
{
    // 10^18 mWh: no storage gives it back, and sums of it fit.
    private static readonly MilliwattHours most = new(1_000_000_000_000_000_000);

    public StoredEnergy Add(EnergySum energy) => new(
        Received + energy.Of(EnergyRole.StorageReceived).Value, MilliwattHours.Min(Delivered + energy.Of(EnergyRole.StorageDelivered).Value, most));

    /// <summary>What it can still give back: received x efficiency - delivered, rounded down, never below zero.</summary>
    public MilliwattHours Deliverable(int efficiencyPermille) =>
        (ExactEnergy.Of(Received).TimesPermille(efficiencyPermille) - ExactEnergy.Of(Delivered)).AtLeastZero().Floor();
}
