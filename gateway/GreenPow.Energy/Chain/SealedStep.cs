namespace GreenPow.Energy;

/// <summary>Whether the energy between two neighbouring sealed reports counts, or why not.</summary>
public enum StepVerdict
{
    Counts,
    /// <summary>The counters began anew: nothing is known about the time between.</summary>
    NewSegment,
    /// <summary>Reports between the two are missing; they may still come.</summary>
    ReportsMissing,
    /// <summary>A finding of the gateway lies between them.</summary>
    InDoubt,
    BeforeCommissioning,
    /// <summary>A slot between the two lies in time that an earlier step or mint has covered.</summary>
    OverlapsEarlier,
    CounterWentBack,
    /// <summary>A channel changed its role between the two.</summary>
    ChannelChanged,
}

/// <summary>The energy between two neighbouring sealed reports of a device.</summary>
/// <param name="Reason">Plain words when it does not count.</param>
public sealed record SealedStep(SealedPoint From, SealedPoint To, StepVerdict Verdict, string Reason)
{
    /// <summary>100 MWh.</summary>
    public const long MostHeldMilliwattHours = 100_000_000_000;

    public bool Counts => Verdict == StepVerdict.Counts;

    public Period Period => new(Math.Min(From.EndUnixSeconds, To.EndUnixSeconds), To.EndUnixSeconds);

    /// <summary>Time in which the meter was awake: asleep it counts nothing and errs by nothing.</summary>
    public long MeteredSeconds => (long)Int128.Min(Period.Seconds, (Int128)(To.Sequence - From.Sequence) * To.SlotSeconds);

    /// <summary>Counter difference of one channel with its bound; nothing where the counters cannot be compared.</summary>
    public EnergyBound Energy(int channel)
    {
        if (From.Segment != To.Segment || channel >= From.Channels.Length || channel >= To.Channels.Length) return EnergyBound.Zero;
        var difference = To.Channels[channel].Counter - From.Channels[channel].Counter;
        return difference < MilliwattHours.Zero ? EnergyBound.Zero : new(difference, To.Channels[channel].Accuracy.BoundOf(difference, MeteredSeconds));
    }

    /// <summary>
    /// What a channel counted against its owner, whether the step counts or not; null for a channel that does not. A counter that somebody
    /// made up is cut off at more than any site draws between two reports, so that it stops nobody's arithmetic.
    /// </summary>
    public (EnergyRole Role, MilliwattHours Energy)? HeldAgainst(int channel)
    {
        if (Verdict == StepVerdict.BeforeCommissioning || channel >= From.Channels.Length || channel >= To.Channels.Length) return null;
        var role = To.Channels[channel].Role.CountsAgainstOwner() ? To.Channels[channel].Role : From.Channels[channel].Role;
        return role.CountsAgainstOwner() ? (role, MilliwattHours.Min(Energy(channel).Value, new(MostHeldMilliwattHours))) : null;
    }

    /// <summary>Sum of all channels of one role.</summary>
    public EnergyBound Energy(EnergyRole role)
    {
        var sum = EnergyBound.Zero;
        for (var channel = 0; channel < To.Channels.Length; channel++)
            if (To.Channels[channel].Role == role) sum += Energy(channel);
        return sum;
    }
}
