namespace GreenPow.Energy;

/// <summary>Energy that stays out of the mint, with its reason; it is shown to the voters.</summary>
/// <param name="Energy">What the main channel counted there; zero where the counters cannot be compared.</param>
/// <param name="HeldAgainst">Loads, and deliveries of a storage, that its counters tell of all the same: they are not left out.</param>
public sealed record TakenOut(StepVerdict Verdict, string Reason, ulong FromSequence, ulong ToSequence, MilliwattHours Energy, MilliwattHours HeldAgainst);
