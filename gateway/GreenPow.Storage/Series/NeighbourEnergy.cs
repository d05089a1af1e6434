namespace GreenPow.Storage;

/// <summary>Energy of one slot: the counters' difference to the report right before it.</summary>
public static class NeighbourEnergy
{
    /// <summary>By channel; null where no difference may be taken: another segment, other channels, a counter that went back, no time, sequences between.</summary>
    public static long[]? Between(StoredReport before, StoredReport after)
    {
        if (after.Sequence != before.Sequence + 1 || after.OpensSegment || !after.HasUtcTime || after.Channels.Length != before.Channels.Length) return null;
        var energy = new long[after.Channels.Length];
        for (var channel = 0; channel < energy.Length; channel++)
        {
            energy[channel] = after.Channels[channel].EnergyMilliwattHours - before.Channels[channel].EnergyMilliwattHours;
            if (energy[channel] < 0 || after.Channels[channel].Role != before.Channels[channel].Role) return null;
        }
        return energy;
    }
}
