namespace GreenPow.Dao;

/// <summary>Where a proposal is; the values of OpenZeppelin's IGovernor.ProposalState.</summary>
public enum ProposalState
{
    /// <summary>The voting delay runs.</summary>
    Pending = 0,
    Active = 1,
    Canceled = 2,
    Defeated = 3,
    Succeeded = 4,
    /// <summary>In the timelock.</summary>
    Queued = 5,
    Expired = 6,
    Executed = 7,
}

/// <summary>A vote; the values of OpenZeppelin's GovernorCountingSimple.VoteType.</summary>
public enum VoteSupport
{
    Against = 0,
    For = 1,
    Abstain = 2,
}

/// <summary>What a site measures; the values of IDeviceRegistry.SiteKind.</summary>
public enum SiteKind
{
    None = 0,
    Meter = 1,
    Storage = 2,
}
