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
        EpochState.Voting => new("voting", "wait", "The seats vote. When enough are in favour the request goes into the timelock."),
        EpochState.Rejected => new("rejected", "bad", "The seats voted against it. Its energy comes back in a later epoch."),
        EpochState.Queued => new("passed", "wait", "It passed and waits in the timelock before it is carried out."),
        EpochState.Active => new("live", "good", "Its root is live; the gateway pushes the claims, and anybody may."),
        EpochState.Claimed => new("claimed", "good", "Every leaf is paid."),
        _ => throw new ArgumentOutOfRangeException(nameof(epoch), epoch.State, "no such state"),
    };
}
