namespace GreenPow.Gateway.Devices;

/// <summary>One word that cannot lie about a device: what the DAO says of it first, then whether its signed readings arrive.</summary>
/// <param name="Class">Style: good, wait, bad or plain.</param>
public sealed record DeviceStanding(string Word, string Class, string Text)
{
    /// <summary>A device reports each minute; three missed ones are worth a word.</summary>
    public const int QuietAfterSeconds = 200;

    /// <summary>A managed signer seals every tenth report; a seal later than this is worth a word.</summary>
    public const int UnsealedAfterSeconds = 1_500;

    /// <summary>Whether its numbers are old ones.</summary>
    public static bool IsQuiet(DeviceView device, DateTimeOffset now) => device.LastSeenUnixSeconds is { } seen && now.ToUnixTimeSeconds() - seen > QuietAfterSeconds;

    public static DeviceStanding Of(DeviceView device, DateTimeOffset now)
    {
        var clock = now.ToUnixTimeSeconds();
        return device switch
        {
            { State: "revoked" } => new("revoked", "bad", "The DAO has revoked this site; nothing it sends is taken."),
            { State: "suspended" } => new("suspended", "bad", "Two sealed histories differ; what it sends is kept, nothing is minted for it until the DAO has decided."),
            { State: "applied" } => new("applied", "wait", "Stored and shown; minted from its commissioning date once the DAO admits it."),
            { LastSeenUnixSeconds: null } => new("not heard yet", "wait", "Admitted; nothing has arrived from it."),
            _ when IsQuiet(device, now) => new("quiet", "bad", $"Nothing for more than {QuietAfterSeconds} s. What it measures meanwhile is kept in its own storage."),
            { SealedUpToUnixSeconds: null } => new("not sealed yet", "wait", "Readings arrive, none is covered by a signature yet."),
            { SealedUpToUnixSeconds: { } upTo } when clock - upTo > UnsealedAfterSeconds => new("seal is late", "wait", "Readings arrive, the newest signature is old."),
            _ => new("metering", "good", "Readings arrive and are sealed."),
        };
    }
}
