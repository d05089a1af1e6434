using GreenPow.Dao;
using GreenPow.Storage;

namespace GreenPow.Gateway.Minting;

/// <summary>Where a mint request is, and what happens next.</summary>
/// <param name="Class">Style: good, wait, bad or plain.</param>
public sealed record RequestStanding(string Word, string Class, string Text)
{
    public static RequestStanding Of(EpochRecord epoch) => epoch.State switch
    {
        EpochState.Closed when epoch.Root is null => new("nothing to mint", "plain", "Nothing was proven in this epoch; what could not be judged yet is judged with a later one."),
        EpochState.Closed => new("closed", "wait", "Evidence and leaves are made; the request is being handed in."),
        EpochState.Voting => Voting("The seats vote. When enough are in favour the request goes into the timelock."),
        EpochState.Rejected => new("rejected", "bad", "The seats did not pass it. Its energy comes back in a later epoch."),
        EpochState.Queued => new("passed", "wait", "It passed and waits in the timelock before it is carried out."),
        EpochState.Active => new("live", "good", "Its root is live; the gateway pushes the claims, and anybody may."),
        EpochState.Claimed => new("claimed", "good", "Every leaf is paid."),
        _ => throw new ArgumentOutOfRangeException(nameof(epoch), epoch.State, "no such state"),
    };

    /// <summary>With the votes at hand: the chain knows of an end some seconds before the gateway has taken the next step.</summary>
    public static RequestStanding Of(EpochRecord epoch, Ballot? ballot) => ballot is null || epoch.State != EpochState.Voting ? Of(epoch) : ballot.State switch
    {
        ProposalState.Pending => Voting("It is handed in; the seats vote within seconds."),
        ProposalState.Active => Voting(Outlook(ballot.Count, ballot.Quorum, ballot.Members.Length)),
        ProposalState.Succeeded => new("passed", "wait", "Enough seats are in favour: the vote is over, and the request goes into the timelock next."),
        ProposalState.Queued => new("passed", "wait", "It passed and waits in the timelock before it is carried out."),
        ProposalState.Executed => new("live", "good", "Its root is live; the gateway pushes the claims, and anybody may."),
        _ => new("rejected", "bad", "The vote is over and the request did not pass. Its energy comes back in a later epoch."),
    };

    /// <summary>Passes with more For than Against and a quorum of For and abstentions; pure.</summary>
    /// <param name="quorum">Seats that must vote For or abstain.</param>
    /// <param name="seats">One vote each.</param>
    public static string Outlook(VoteCount count, long quorum, long seats)
    {
        var left = seats - count.For - count.Against - count.Abstain;
        if (count.For + left <= count.Against) return "Enough seats are against: whatever the others say, it is rejected when the vote ends, and its energy comes back in a later epoch.";
        if (count.For + count.Abstain + left < quorum) return "Too few seats can still be in favour: it is rejected when the vote ends, and its energy comes back in a later epoch.";
        return count.For > count.Against + left && count.For + count.Abstain >= quorum
            ? "More seats are in favour than can still be against: it passes when the vote ends."
            : "The seats vote. When enough are in favour the request goes into the timelock.";
    }

    private static RequestStanding Voting(string text) => new("voting", "wait", text);
}
