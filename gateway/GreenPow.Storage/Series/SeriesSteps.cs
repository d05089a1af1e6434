using System.Collections.Immutable;

namespace GreenPow.Storage;

/// <summary>Sums slots and hours into the steps of a curve; a step that nothing fell into stays a gap.</summary>
internal sealed class SeriesSteps(int channels, long fromUnixSeconds, long toUnixSeconds, int stepSeconds)
{
    private readonly long[,] energy = new long[channels, (toUnixSeconds - fromUnixSeconds + stepSeconds - 1) / stepSeconds];
    private readonly long[] covered = new long[(toUnixSeconds - fromUnixSeconds + stepSeconds - 1) / stepSeconds];
    private readonly PointState[] states = new PointState[(toUnixSeconds - fromUnixSeconds + stepSeconds - 1) / stepSeconds];

    /// <summary>One provisional part makes the whole step provisional.</summary>
    public void Add(long unixSeconds, long coveredSeconds, PointState state, ReadOnlySpan<long> energyByChannel)
    {
        if (unixSeconds < fromUnixSeconds || unixSeconds >= toUnixSeconds) return;
        var step = (unixSeconds - fromUnixSeconds) / stepSeconds;
        covered[step] += coveredSeconds;
        states[step] = states[step] == PointState.Gap ? state : (PointState)Math.Min((byte)states[step], (byte)state);
        for (var channel = 0; channel < channels && channel < energyByChannel.Length; channel++) energy[channel, step] += energyByChannel[channel];
    }

    public ImmutableArray<SeriesPoint> Points(int channel)
    {
        var points = ImmutableArray.CreateBuilder<SeriesPoint>(states.Length);
        for (var step = 0; step < states.Length; step++)
        {
            var start = fromUnixSeconds + (long)step * stepSeconds;
            points.Add(states[step] == PointState.Gap ? new(start, PointState.Gap, null, null, 0)
                : new(start, states[step], energy[channel, step], (long)((Int128)energy[channel, step] * 3600 / covered[step]), (int)Math.Min(covered[step], stepSeconds)));
        }
        return points.MoveToImmutable();
    }
}
