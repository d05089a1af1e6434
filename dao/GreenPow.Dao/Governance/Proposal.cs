using System.Numerics;

namespace GreenPow.Dao;

/// <summary>What members can vote on: the calls that follow from a Yes, and the text that was handed in with them.</summary>
/// <param name="Calls">Carried out together by the timelock, or not at all.</param>
/// <param name="Description">As the Governor has it, with the proposer behind the text.</param>
public sealed record Proposal(BigInteger Id, IReadOnlyList<ContractCall> Calls, string Description)
{
    /// <summary>What people read.</summary>
    public string Text => ProposalDescription.TextOf(Description);

    /// <summary>The Governor identifies a description by its hash.</summary>
    public Hash32 DescriptionHash => Keccak.Hash(Description);
}

/// <summary>Seats by what they voted.</summary>
public sealed record VoteCount(long Against, long For, long Abstain);

/// <summary>What one account voted on one proposal.</summary>
/// <param name="Weight">Seats; 0 of an account that has none, since anybody can vote and write a reason.</param>
public sealed record Vote(Address Voter, VoteSupport Support, long Weight, string Reason);
