namespace GreenPow.Simulator.LongRun;

/// <summary>What a life that broke no rule was like.</summary>
public sealed record LifeResult
{
    public required int Seed { get; init; }
    public required int Days { get; init; }
    public required long Troubles { get; init; }
    public required int Devices { get; init; }
    public required long Boots { get; init; }
    public required long PowerCutsInWrites { get; init; }

    /// <summary>Reports in the sealed history of the gateways.</summary>
    public required long SealedReports { get; init; }

    public required long Duplicates { get; init; }
    public required long Segments { get; init; }

    /// <summary>Reports that are gone, each declared by the next one made.</summary>
    public required long LostReports { get; init; }

    /// <summary>Gaps in time between two reports, each with its evidence.</summary>
    public required long Gaps { get; init; }

    public required double CountedWattHours { get; init; }

    /// <summary>What flowed between the same reports, also while an instrument did not answer.</summary>
    public required double TrueWattHours { get; init; }

    /// <summary>The largest share of its stated uncertainty that any segment used, in percent.</summary>
    public required double WorstOfBoundPercent { get; init; }

    /// <summary>Largest live graph of the core, in bytes of nanoFramework's heap.</summary>
    public required long PeakBytes { get; init; }

    /// <summary>Signatures made and verified, flash operations.</summary>
    public required long Signatures { get; init; }

    public required long FlashOperations { get; init; }

    public override string ToString() =>
        $"seed {Seed}: {Days} days, {Troubles} troubles, {Devices} meters, {Boots} boots ({PowerCutsInWrites} cuts in writes), {SealedReports} sealed reports in {Segments} segments, "
        + $"{LostReports} lost and declared, {Gaps} gaps with evidence, {Duplicates} duplicates; counted {CountedWattHours / 1000:F1} of {TrueWattHours / 1000:F1} kWh, "
        + $"at most {WorstOfBoundPercent:F0} % of the bound used; {PeakBytes / 1024.0:F1} KB live";
}
