namespace GreenPow.Dao;

/// <summary>How a DAO is set up. The defaults are those of the demo: votes that can end within seconds.</summary>
public sealed record DaoDeploymentOptions
{
    /// <summary>First holders of a seat, one vote each.</summary>
    public required IReadOnlyList<Address> Members { get; init; }

    /// <summary>Days of the DAO begin at this offset from UTC.</summary>
    public int DayOffsetSeconds { get; init; } = -25_200;

    public byte MinWireVersion { get; init; } = 1;

    /// <summary>Between a proposal and its votes.</summary>
    public ulong VotingDelaySeconds { get; init; } = 1;

    public uint VotingPeriodSeconds { get; init; } = 3_600;

    /// <summary>Seats that a proposer needs; 0 lets the gateway, which has none, hand in mint requests.</summary>
    public int ProposalThresholdSeats { get; init; }

    public int QuorumPercent { get; init; } = 50;

    /// <summary>This share of all seats in favour ends a vote early: 66 is two of three. 51 to 100.</summary>
    public int SuperQuorumPercent { get; init; } = 66;

    /// <summary>Between queueing and execution.</summary>
    public int TimelockDelaySeconds { get; init; } = 1;

    /// <summary>Share of registered watts times time that a site can have made at most.</summary>
    public ushort CapacityFactorPermille { get; init; } = 350;
}
