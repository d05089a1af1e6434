using System.Collections.Immutable;

namespace GreenPow.Energy;

/// <summary>Energy that counts, per role, added over steps with linear bounds.</summary>
public sealed record EnergySum(ImmutableSortedDictionary<EnergyRole, EnergyBound> ByRole)
{
    public EnergyBound Of(EnergyRole role) => ByRole.GetValueOrDefault(role);

    public static EnergySum Over(IEnumerable<SealedStep> steps)
    {
        var sums = new EnergyBound[(int)EnergyRole.GridExport + 1];
        foreach (var step in steps)
        {
            if (!step.Counts) continue;
            for (var channel = 0; channel < step.To.Channels.Length; channel++) sums[(int)step.To.Channels[channel].Role] += step.Energy(channel);
        }
        return new(sums.Select((sum, role) => KeyValuePair.Create((EnergyRole)role, sum))
            .Where(pair => pair.Value != EnergyBound.Zero).ToImmutableSortedDictionary());
    }

    public static ImmutableArray<TakenOut> LeftOut(IEnumerable<SealedStep> steps, EnergyRole mainRole) =>
        [.. steps.Where(step => !step.Counts)
            .Select(step => new TakenOut(step.Verdict, step.Reason, step.From.Sequence, step.To.Sequence, Told(step, mainRole)))];

    // What is left out may be made up: channels that each say all that 64 bits hold.
    private static MilliwattHours Told(SealedStep step, EnergyRole role) => ExactEnergy.Sum(
        Enumerable.Range(0, step.To.Channels.Length).Where(channel => step.To.Channels[channel].Role == role).Select(channel => step.Energy(channel).Value)).Floor();
}
