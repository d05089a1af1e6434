namespace GreenPow.Energy;

/// <summary>The most that a site can have made since commissioning; the mint contract refuses claims above it.</summary>
/// <param name="Cap">Registered watts x seconds since commissioning x capacity factor.</param>
/// <param name="Minted">Minted before of one token.</param>
public readonly record struct CapacityCheck(MilliwattHours Cap, MilliwattHours Minted)
{
    public MilliwattHours Room => MilliwattHours.Max(Cap - Minted, MilliwattHours.Zero);
}
