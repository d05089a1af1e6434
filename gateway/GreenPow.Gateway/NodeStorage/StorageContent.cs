using GreenPow.Energy;
using GreenPow.Gateway.Minting;

namespace GreenPow.Gateway.NodeStorage;

/// <summary>What a storage holds by its own sealed counters, beside the ENERGY that stands for it.</summary>
/// <param name="Deliverable">(Received - delivered) x registered efficiency, rounded down: what it can still give back.</param>
/// <param name="Usable">Registered energy that it can hold.</param>
/// <param name="Existing">ENERGY that exists or may still be claimed.</param>
public readonly record struct StorageContent(MilliwattHours Received, MilliwattHours Delivered, MilliwattHours Deliverable, MilliwattHours Usable, MilliwattHours Existing)
{
    /// <summary>ENERGY that may still be minted: never more than the storage can deliver, nor than it can hold.</summary>
    public MilliwattHours Room => MilliwattHours.Max(MilliwattHours.Min(Deliverable, Usable) - Existing, MilliwattHours.Zero);

    /// <param name="boundary">The storage's last sealed report; null if it has none, which is no content.</param>
    public static StorageContent Of(StorageFacts facts, SealedPoint? boundary)
    {
        var received = Sum(boundary, EnergyRole.StorageReceived);
        var delivered = Sum(boundary, EnergyRole.StorageDelivered);
        var deliverable = ExactEnergy.Of(MilliwattHours.Max(received - delivered, MilliwattHours.Zero)).TimesPermille(facts.EfficiencyPermille).Floor();
        return new(received, delivered, deliverable, facts.Usable, facts.Existing);
    }

    private static MilliwattHours Sum(SealedPoint? boundary, EnergyRole role) =>
        boundary is null ? MilliwattHours.Zero : ExactEnergy.Sum(boundary.Channels.Where(channel => channel.Role == role).Select(channel => channel.Counter)).Floor();
}
