using System.ComponentModel.DataAnnotations;
using GreenPow.Energy;

namespace GreenPow.Gateway.Minting;

/// <summary>How epochs are closed and minted; configuration section "Minting". What the contracts enforce besides is set when they are deployed.</summary>
public sealed class MintOptions
{
    public const string Section = "Minting";

    /// <summary>Days of one mint request; null is 7, in the demo 1.</summary>
    [Range(1, 31)]
    public int? DaysPerEpoch { get; set; }

    /// <summary>Hours after an epoch's end for spools to arrive; the demo closes as soon as all is in.</summary>
    [Range(0, 72)]
    public int CloseAfterHours { get; set; } = 6;

    /// <summary>Days for which a missing report holds back what follows it.</summary>
    [Range(1, 90)]
    public int LateReportDays { get; set; } = 30;

    /// <summary>Loss between a meter and its storage above which the energy is withheld.</summary>
    [Range(0, 500)]
    public int LossLimitPermille { get; set; } = 50;

    /// <summary>Part of a generation that only the site's own meter tells of which DECA rewards.</summary>
    [Range(0, 1000)]
    public int SingleWitnessPermille { get; set; } = 200;

    /// <summary>DECA per proven kWh, in thousandths.</summary>
    [Range(0, 100_000)]
    public int DecaPermillePerKilowattHour { get; set; } = 1000;

    /// <summary>Part of each ENERGY mint for the storage's owner.</summary>
    [Range(0, 500)]
    public int StorageSharePermille { get; set; } = 5;

    /// <summary>Part of each DECA mint for the DAO's vault.</summary>
    [Range(0, 1000)]
    public int VaultPermille { get; set; } = 100;

    /// <summary>Registered watts x time x this is the most a site can mint; goes into the contract at deployment.</summary>
    [Range(100, 500)]
    public int CapacityFactorPermille { get; set; } = 350;

    /// <summary>Where the DAO's days begin, goes into the registry at deployment: -25,200 is UTC-7.</summary>
    [Range(-86_399, 86_399)]
    public int DayOffsetSeconds { get; set; } = -25_200;

    /// <summary>Leaves of one pushed claim; 110 of any kind fit into a transaction, and what does not fit is halved.</summary>
    [Range(1, 400)]
    public int ClaimsPerTransaction { get; set; } = 110;

    /// <summary>Seconds between two looks at the chain and the calendar.</summary>
    [Range(1, 600)]
    public int StepSeconds { get; set; } = 2;

    /// <summary>Where the public reaches this gateway, for the evidence's URI on the chain; null is the loopback address.</summary>
    [Url]
    public string? PublicUrl { get; set; }

    /// <summary>Usable energy that the demo's storages register with.</summary>
    [Range(1, 1_000_000_000)]
    public long DemoUsableWattHours { get; set; } = 100_000;

    /// <summary>Efficiency that the demo's storages register with.</summary>
    [Range(1, 1000)]
    public int DemoEfficiencyPermille { get; set; } = 1000;

    /// <summary>Seconds without a new application after which the demo DAO admits those that wait.</summary>
    [Range(0, 600)]
    public int DemoQuietSeconds { get; set; } = 3;

    public MintRules Rules => new(LossLimitPermille, SingleWitnessPermille, DecaPermillePerKilowattHour, StorageSharePermille, VaultPermille);
}
