namespace GreenPow.Simulator.LongRun;

/// <summary>What really flowed, cumulative, at every moment at which an instrument was read; straight lines between them.</summary>
public sealed class TruthLog(int channels)
{
    private readonly List<long> times = [];
    private readonly List<long> all = [];
    private readonly List<long> sure = [];
    private readonly List<(int Channel, long From, long To)> dead = [];

    /// <summary>Adds the microjoules since the last point.</summary>
    /// <param name="lost">Bit per channel whose instrument was not heard: its energy may be uncounted.</param>
    public void Add(long atMilliseconds, ReadOnlySpan<long> microjoules, int lost)
    {
        times.Add(atMilliseconds);
        for (var channel = 0; channel < channels; channel++)
        {
            var index = all.Count - channels;
            all.Add((index < 0 ? 0 : all[index]) + microjoules[channel]);
            sure.Add((index < 0 ? 0 : sure[index]) + ((lost >> channel & 1) == 0 ? microjoules[channel] : 0));
        }
    }

    /// <summary>An instrument answered nothing at all from one moment to another.</summary>
    public void AddDead(int channel, long from, long to)
    {
        var last = dead.FindLastIndex(time => time.Channel == channel);
        if (last >= 0 && dead[last].To == from)
            dead[last] = (channel, dead[last].From, to);
        else
            dead.Add((channel, from, to));
    }

    public bool WasDead(int channel, long from, long to) => dead.Exists(time => time.Channel == channel && time.From <= from && to <= time.To);

    /// <summary>Everything that flowed between two moments.</summary>
    public double All(int channel, long from, long to) => At(all, channel, to) - At(all, channel, from);

    /// <summary>What flowed while the instrument was heard.</summary>
    public double Sure(int channel, long from, long to) => At(sure, channel, to) - At(sure, channel, from);

    private double At(List<long> values, int channel, long time)
    {
        if (times.Count == 0 || time <= times[0])
            return times.Count == 0 ? 0 : values[channel];
        var index = times.BinarySearch(time);
        if (index >= 0)
            return values[index * channels + channel];
        index = ~index;
        if (index == times.Count)
            return values[(index - 1) * channels + channel];
        double before = values[(index - 1) * channels + channel], after = values[index * channels + channel];
        return before + (after - before) * (time - times[index - 1]) / (times[index] - times[index - 1]);
    }
}
