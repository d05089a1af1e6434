namespace GreenPow.Energy;

/// <summary>Generation since commissioning and how much of it somebody else's meter has confirmed.</summary>
/// <param name="Generation">At its lower bound, epoch by epoch.</param>
/// <param name="Witnessed">Energy that the storage received and that was counted for ENERGY.</param>
public sealed record DecaBasis(ExactEnergy Generation, ExactEnergy Witnessed)
{
    public static DecaBasis Start { get; } = new(default, default);

    /// <summary>
    /// Witnessed + single-witness factor x (generation - witnessed), cumulative and never falling;
    /// what a battery kept for another day is witnessed when it arrives.
    /// </summary>
    public ExactEnergy Due(int singleWitnessPermille)
    {
        var witnessed = ExactEnergy.Min(Witnessed, Generation);
        return witnessed + (Generation - witnessed).TimesPermille(singleWitnessPermille);
    }
}
