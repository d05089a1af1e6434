using GreenPow.Energy;
using GreenPow.Gateway.Minting;

namespace GreenPow.Gateway.NodeStorage;

/// <summary>What a storage holds by its own sealed counters, beside the ENERGY that stands for it.</summary>
/// <param name="Deliverable">Received x registered efficiency - delivered, rounded down: what it can still give back.</param>
/// <param name="Usable">Registered energy that it can hold.</param>
/// <param name="Existing">ENERGY that exists or may still be claimed.</param>
public readonly record struct StorageContent(StoredEnergy Stored, MilliwattHours Deliverable, MilliwattHours Usable, MilliwattHours Existing)
{
    /// <summary>ENERGY that may still be minted: never more than the storage can deliver, nor than it can hold.</summary>
    public MilliwattHours Room => MilliwattHours.Max(MilliwattHours.Min(Deliverable, Usable) - Existing, MilliwattHours.Zero);

    /// <param name="before">The storage's books.</param>
    /// <param name="chain">Its sealed chain from there on.</param>
    public static StorageContent Of(StorageFacts facts, SiteAccount before, JudgedChain chain)
    {
        var stored = before.Stored.Add(EnergySum.Over(SiteEpoch.FreshSteps(before, chain)));
        return new(stored, stored.Deliverable(facts.EfficiencyPermille), facts.Usable, facts.Existing);
    }
}
