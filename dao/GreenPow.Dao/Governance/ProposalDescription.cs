namespace GreenPow.Dao;

/// <summary>
/// A proposal's text with its proposer behind it: <c>Admit four sites#proposer=0x...</c>. The Governor takes it from nobody else
/// (OpenZeppelin's front-running protection); without it anybody could hand in the same proposal first, and cancel it for good.
/// </summary>
public static class ProposalDescription
{
    private const string Marker = "#proposer=";
    private const int SuffixLength = 52; // marker, 0x, 40 digits

    public static string Of(string text, Address proposer) => $"{text}{Marker}{proposer}";

    /// <summary>What people read: the description without its proposer, if it names one.</summary>
    public static string TextOf(string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        var at = description.Length - SuffixLength;
        return at >= 0 && description.AsSpan(at).StartsWith(Marker, StringComparison.Ordinal) && Address.TryParse(description[(at + Marker.Length)..], out _)
            ? description[..at]
            : description;
    }
}
