namespace GreenPow.Storage;

/// <summary>Energy of one slot: the counters' difference to the report right before it.</summary>
public static class NeighbourEnergy
{
    /// <summary>10 MWh: no meter of ours sees that in a slot. Above it nothing is summed, so that sums cannot overflow.</summary>
    private const long MostMilliwattHours = 10_000_000_000;

    /// <summary>By channel; null where no difference may be taken: another segment, other channels, a counter that went back, no time, sequences between.</summary>
    public static long[]? Between(StoredReport before, StoredReport after)
    {
        if (after.Sequence != before.Sequence + 1 || after.OpensSegment || !after.HasUtcTime || after.Channels.Length != before.Channels.Length) return null;
        var energy = new long[after.Channels.Length];
        for (var channel = 0; channel < energy.Length; channel++)
        {
            energy[channel] = after.Channels[channel].EnergyMilliwattHours - before.Channels[channel].EnergyMilliwattHours;
            if (energy[channel] is < 0 or > MostMilliwattHours || after.Channels[channel].Role != before.Channels[channel].Role) return null;
        }
        return energy;
    }
}
