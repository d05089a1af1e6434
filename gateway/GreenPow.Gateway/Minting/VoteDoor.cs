using GreenPow.Dao;

namespace GreenPow.Gateway.Minting;

/// <summary>Why a vote was not cast; the name in lower case is what the page's address carries, so that nobody else can put words on it.</summary>
public enum VoteRefusal
{
    NoWord,
    ReasonTooLong,
    NoRequest,
    NoMember,
    KeysElsewhere,
    NotBegun,
    Ended,
    HasVoted,
    Refused,
}

/// <summary>The one door for the votes of page and API: plain words for what the Governor would refuse by a name of its code.</summary>
public static class VoteDoor
{
    /// <summary>A reason is kept on the chain for good and paid by its length.</summary>
    public const int MostReasonCharacters = 500;

    /// <summary>Words only: the Governor's numbers would make a 0 a vote against.</summary>
    public static bool TryRead(string? word, out VoteSupport support)
    {
        VoteSupport? read = word switch { "for" => VoteSupport.For, "against" => VoteSupport.Against, "abstain" => VoteSupport.Abstain, _ => null };
        support = read ?? default;
        return read is not null;
    }

    /// <summary>Null means that it was cast.</summary>
    public static async Task<VoteRefusal?> CastAsync(Ballots ballots, long number, int member, VoteSupport support, string reason, CancellationToken cancellation)
    {
        if (reason.Length > MostReasonCharacters) return VoteRefusal.ReasonTooLong;
        if (await ballots.OfAsync(number, cancellation) is not { } ballot) return VoteRefusal.NoRequest;
        if (Judge(ballot, member) is { } refusal) return refusal;
        return await ballots.VoteAsync(number, member, support, reason, cancellation) switch
        {
            null => null,
            // Somebody was quicker between the look and the vote.
            var text when text.Contains("AlreadyCastVote", StringComparison.Ordinal) => VoteRefusal.HasVoted,
            var text when text.Contains("UnexpectedProposalState", StringComparison.Ordinal) => VoteRefusal.Ended,
            _ => VoteRefusal.Refused,
        };
    }

    public static VoteRefusal? Judge(Ballot ballot, int member) => ballot.Members.FirstOrDefault(one => one.Number == member) switch
    {
        null => VoteRefusal.NoMember,
        { Vote: not null } => VoteRefusal.HasVoted,
        { CanVoteHere: false } => VoteRefusal.KeysElsewhere,
        _ => ballot.State switch { ProposalState.Active => null, ProposalState.Pending => VoteRefusal.NotBegun, _ => VoteRefusal.Ended },
    };

    public static string Text(VoteRefusal refusal) => refusal switch
    {
        VoteRefusal.NoWord => "A vote is one of for, against and abstain.",
        VoteRefusal.ReasonTooLong => $"A reason has at most {MostReasonCharacters} characters; this one is longer, so the vote was not cast.",
        VoteRefusal.NoRequest => "This epoch has no mint request to vote on.",
        VoteRefusal.NoMember => "There is no member of that number.",
        VoteRefusal.KeysElsewhere => "Members vote with their own keys; this gateway holds none.",
        VoteRefusal.NotBegun => "The vote has not begun yet; it does within seconds. Nothing was cast.",
        VoteRefusal.Ended => "The vote is over, so nothing was cast.",
        VoteRefusal.HasVoted => "This member has voted already; the first vote counts and stays.",
        VoteRefusal.Refused => "The chain refused the vote, and nothing was cast; the gateway's log has the reason.",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "no such refusal"),
    };
}
