using System.Collections.Immutable;

namespace GreenPow.Energy;

/// <summary>
/// Energy per role, added over steps with linear bounds. What speaks for its owner is taken from steps that count; loads and deliveries are
/// taken from every step whose counters can be compared, or a report that is left out would hide them.
/// </summary>
public sealed record EnergySum(ImmutableSortedDictionary<EnergyRole, EnergyBound> ByRole)
{
    public EnergyBound Of(EnergyRole role) => ByRole.GetValueOrDefault(role);

    public static EnergySum Over(IEnumerable<SealedStep> steps)
    {
        var sums = new EnergyBound[(int)EnergyRole.GridExport + 1];
        foreach (var step in steps)
        {
            for (var channel = 0; channel < step.To.Channels.Length; channel++)
                if (step.Counts) sums[(int)step.To.Channels[channel].Role] += step.Energy(channel);
                else if (step.HeldAgainst(channel) is var (role, energy)) sums[(int)role] += new EnergyBound(energy, ExactEnergy.Zero);
        }
        return new(sums.Select((sum, role) => KeyValuePair.Create((EnergyRole)role, sum))
            .Where(pair => pair.Value != EnergyBound.Zero).ToImmutableSortedDictionary());
    }

    public static ImmutableArray<TakenOut> LeftOut(IEnumerable<SealedStep> steps, EnergyRole mainRole) =>
        [.. steps.Where(step => !step.Counts)
            .Select(step => new TakenOut(step.Verdict, step.Reason, step.From.Sequence, step.To.Sequence, Told(step, mainRole), HeldAgainst(step)))];

    private static MilliwattHours HeldAgainst(SealedStep step) =>
        new(Enumerable.Range(0, step.To.Channels.Length).Sum(channel => step.HeldAgainst(channel)?.Energy.Value ?? 0));

    // What is left out may be made up: channels that each say all that 64 bits hold.
    private static MilliwattHours Told(SealedStep step, EnergyRole role) => ExactEnergy.Sum(
        Enumerable.Range(0, step.To.Channels.Length).Where(channel => step.To.Channels[channel].Role == role).Select(channel => step.Energy(channel).Value)).Floor();
}
