using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using GreenPow.Dao;
using GreenPow.Energy;
using GreenPow.Storage;

namespace GreenPow.Gateway.Minting;

/// <summary>
/// How a member of the demo DAO votes by itself, and why; pure. It recomputes what can be recomputed and is Against what does not agree;
/// where the evidence tells of doubts it abstains, for a person to look. Its reason says only what it has looked at.
/// </summary>
public sealed record AutomaticVote(VoteSupport Support, string Reason)
{
    /// <summary>A reason stays on the chain for good, so it names this many doubts and counts the rest.</summary>
    private const int DoubtsNamed = 3;

    /// <param name="evidenceJson">The file whose hash the request carries.</param>
    /// <param name="leaves">Of the request's root.</param>
    /// <param name="before">Leaves of the root that this one continues; empty for the first.</param>
    public static AutomaticVote On(EpochRecord epoch, byte[] evidenceJson, LeafBook leaves, LeafBook before)
    {
        if (!SHA256.HashData(evidenceJson).AsSpan().SequenceEqual(epoch.EvidenceSha256)) return Against("The evidence file does not have the hash that the request carries.");
        var evidence = EpochEvidence.FromJson(evidenceJson);
        if (Disagreement(epoch, evidence, leaves, before) is { } fault) return Against(fault);
        var doubts = evidence.Sites.SelectMany(DoubtsOf).ToList();
        return doubts.Count > 0
            ? new(VoteSupport.Abstain, Text($"The root agrees with its leaves, but a person should look: {string.Join("; ", doubts.Take(DoubtsNamed))}{More(doubts.Count)}."))
            : new(VoteSupport.For, Text($"{leaves.Leaves.Length} leaves give this root, its totals and this epoch's mint; the evidence file has the request's hash; of {evidence.Sites.Length} sites no energy is left out and no mint is blocked."));
    }

    private static string? Disagreement(EpochRecord epoch, EpochEvidence evidence, LeafBook leaves, LeafBook before)
    {
        if (leaves.Leaves.IsEmpty) return "The request has no leaves.";
        var root = new MerkleTree([.. leaves.Leaves.Select(leaf => leaf.Hash())]).Root;
        if (root != Hash32.FromBytes(epoch.Root)) return $"The leaves give the root {root}, not the one of the request.";
        if (root.ToString() != evidence.Root || leaves.Leaves.Length != evidence.LeafCount) return "The evidence file tells of another root than the request's.";
        var totals = leaves.Totals();
        if (!totals.Select(total => new TokenTotalView(total.Token.ToString(), Text($"{total.Wei}"))).SequenceEqual(evidence.Totals)) return "The totals of the request are not the sums of its leaves.";
        foreach (var old in before.Leaves)
            if (!leaves.Leaves.Any(leaf => leaf with { CumulativeWei = 0 } == old with { CumulativeWei = 0 } && leaf.CumulativeWei >= old.CumulativeWei))
                return $"A leaf of site {old.TokenId} is lower than in the root before.";
        var minted = Sum(leaves) - Sum(before);
        return minted == Wei(epoch.EnergyWei) + Wei(epoch.DecaWei) ? null : Text($"The leaves mint {minted} wei, the epoch's evidence {Wei(epoch.EnergyWei) + Wei(epoch.DecaWei)}.");
    }

    private static IEnumerable<string> DoubtsOf(SiteEvidence site)
    {
        // What a device counted before its commissioning is nobody's, and no doubt about it.
        foreach (var part in site.LeftOut.Where(part => part.Verdict != nameof(StepVerdict.BeforeCommissioning)).GroupBy(part => part.Reason))
            yield return $"{site.Name}: left out between reports {part.First().FromSequence} and {part.Last().ToSequence}, {part.Key}";
        if (site.Storage is { Verdict: var verdict } && verdict is not (nameof(BasisVerdict.Nothing) or nameof(BasisVerdict.Received) or nameof(BasisVerdict.Sent)))
            yield return $"{site.Name}: {Blocked(verdict)}";
    }

    private static string Blocked(string verdict) => verdict switch
    {
        nameof(BasisVerdict.ReceivedAboveSent) => "more was received than it can have sent",
        nameof(BasisVerdict.LossAboveLimit) => "its loss is above the limit",
        nameof(BasisVerdict.NeverSurplus) => "it sent more than it ever had over",
        nameof(BasisVerdict.SentRoundTwice) => "it sent energy round twice",
        _ => verdict,
    };

    private static string More(int doubts) => doubts > DoubtsNamed ? Text($"; and {doubts - DoubtsNamed} more") : "";

    private static AutomaticVote Against(string reason) => new(VoteSupport.Against, reason);

    private static BigInteger Sum(LeafBook book) => book.Leaves.Aggregate(BigInteger.Zero, (sum, leaf) => sum + leaf.CumulativeWei);

    private static BigInteger Wei(string text) => BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
