using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace GreenPow.Energy;

/// <summary>What voters read: each line of evidence as a sentence that names the value and the limit.</summary>
public static class EvidenceSentences
{
    private const int MostGapsTold = 5;

    public static ImmutableArray<string> Of(SiteEpoch epoch, ReportTally reports, ulong? waitsForSequence, MintRules rules) =>
        [.. new[]
            {
                Reports(reports), Waiting(waitsForSequence), Found(reports), Generation(epoch), Flow(epoch, rules), Surplus(epoch), Counted(epoch), Mint(epoch, rules), Witness(epoch, rules),
                Capacity(epoch), Overlap(epoch), Heartbeats(reports), Refused(reports),
            }
            .Where(sentence => sentence.Length > 0),
            .. LeftOut(epoch)];

    public static string Reports(ReportTally reports) =>
        Text($"{reports.Received:N0} of {reports.Expected:N0} reports came, {reports.Sealed:N0} are sealed")
        + (reports.Missing == 0 ? ", none is missing between the first and the last."
            : Text($", {reports.Missing:N0} are missing ({Some(reports.Gaps)}); nothing is counted for a missing report."));

    public static string Found(ReportTally reports) => reports.Findings.IsEmpty ? ""
        : Text($"Found by the gateway: {string.Join(", ", reports.Findings.Select(found => Text($"{found.Count:N0} {found.Plainly} (first at report {found.FirstSequence})")))}.");

    public static string Refused(ReportTally reports) => reports.RefusedSoFar.IsEmpty ? ""
        : Text($"{reports.RefusedSoFar.Values.Sum():N0} frames on its topics were refused so far ({string.Join(", ", reports.RefusedSoFar.Select(refused => Text($"{refused.Key} {refused.Value:N0}")))}): they are no history, and anybody can send them.");

    public static string Surplus(SiteEpoch epoch)
    {
        if (epoch.Basis is not { Verdict: not BasisVerdict.Nothing }) return "";
        var green = GreenBefore(epoch);
        return Text($"Since its commissioning the site made {green.Generation}, its loads took {green.MiningLoad + green.OtherLoad}, and {green.Counted.Floor()} were counted before: {green.Surplus.Floor()} of green surplus stand behind what it sent.");
    }

    /// <summary>The green balance up to the epoch's boundary, before the epoch itself has counted anything of it.</summary>
    public static GreenBalance GreenBefore(SiteEpoch epoch) => epoch.After.Green with { Counted = epoch.Before.Green.Counted };

    public static string Flow(SiteEpoch epoch, MintRules rules)
    {
        if (epoch.Flow is not { } flow || epoch.Basis is not { } basis) return "";
        if (flow.Sent.Value.Value == 0 && flow.Received.Value.Value == 0) return "Nothing was sent to the storage.";
        return Text($"The storage's own meter received {flow.Received.Value} of the {flow.Sent.Value} this meter sent")
            + (basis.LossThousandths is { } loss ? Text($": {PerCent(loss)} loss, limit {rules.LossLimitPermille / 10m:0.#} %.") : ".");
    }

    public static string Counted(SiteEpoch epoch) => epoch.Basis is not { } basis || epoch.Flow is not { } flow ? "" : basis.Verdict switch
    {
        BasisVerdict.Nothing => "",
        BasisVerdict.Received => Text($"{basis.Counted.Floor()} count: what the storage received, at the lower bound of its uncertainty of {flow.Received.Relative}."),
        BasisVerdict.Sent => Text($"{basis.Counted.Floor()} count: all that this meter sent."),
        BasisVerdict.NeverSurplus => Text($"{basis.Counted.Floor()} count: {basis.Denied} more were sent than this site ever had over, and energy from elsewhere does not become green by being sent."),
        BasisVerdict.SentRoundTwice => Text($"{basis.Counted.Floor()} count: {basis.Denied} were energy that the storage had given back without burned tokens, sent round a second time."),
        BasisVerdict.ReceivedAboveSent => Text($"Blocked: the storage received at least {flow.Received.Lower.Floor()}, more than the {flow.Sent.Upper.Floor()} this meter can have sent. Nothing is minted for it."),
        BasisVerdict.LossAboveLimit => "Withheld: the loss is above the limit. The energy is judged again with the next epoch's.",
        _ => throw new ArgumentOutOfRangeException(nameof(epoch), basis.Verdict, "No such verdict."),
    };

    public static string Witness(SiteEpoch epoch, MintRules rules)
    {
        var deca = epoch.After.Deca;
        var alone = deca.Generation - ExactEnergy.Min(deca.Witnessed, deca.Generation);
        return deca.Generation == ExactEnergy.Zero ? ""
            : alone == ExactEnergy.Zero ? "Two witnesses: the storage's meter confirms all generation so far."
            : Text($"One witness: only this site's own meter tells of {alone.Floor()} of its generation so far; DECA counts {rules.SingleWitnessPermille / 10m:0.#} % of that.");
    }

    private static string Waiting(ulong? sequence) => sequence is { } missing ? Text($"Report {missing} has not come yet; what follows it waits and is counted with the epoch in which it comes.") : "";

    private static string Generation(SiteEpoch epoch)
    {
        var made = epoch.Energy.Of(EnergyRole.Generation);
        var received = epoch.Energy.Of(EnergyRole.StorageReceived);
        if (received.Value.Value > 0)
            return Text($"{received.Value} received from all feeders by its own sealed counters, at least {received.Lower.Floor()} within the uncertainty of {received.Relative}.");
        return made.Value.Value == 0 ? "No generation was counted."
            : Text($"{made.Value} of generation between the sealed counters, at least {made.Lower.Floor()} within the uncertainty of {made.Relative}.");
    }

    private static string Mint(SiteEpoch epoch, MintRules rules)
    {
        if (epoch.EnergyMinted.Value + epoch.DecaMinted.Value + epoch.HeldBack.Value == 0)
            return epoch.Energy.Of(EnergyRole.StorageReceived).Value.Value == 0 ? "Nothing is minted for this site itself in this epoch."
                : Text($"A storage generates nothing, so nothing is minted for it; of the ENERGY that is minted for its feeders its owner gets {rules.StorageSharePermille / 10m:0.#} %.");
        return Text($"Minted: {Tokens(epoch.EnergyMinted)} ENERGY, a claim on as many kWh in the storage, and besides {Tokens(epoch.DecaMinted)} DECA, the reward for proven generation, with which no energy can be taken out")
            + (epoch.HeldBack.Value == 0 ? "." : Text($"; {Tokens(epoch.HeldBack)} ENERGY wait, because the site's capacity or the storage's usable energy allows no more."));
    }

    private static string Capacity(SiteEpoch epoch) =>
        Text($"In all {Tokens(epoch.After.EnergyMinted)} ENERGY; the registered watts can have made at most {epoch.Cap} since the commissioning.");

    private static string Overlap(SiteEpoch epoch) => epoch.Before.SettledSequence == 0
        ? "Nothing was counted for this site before."
        : Text($"Everything up to report {epoch.Before.SettledSequence} was counted before; this epoch begins behind it.");

    private static string Heartbeats(ReportTally reports) => reports.Heartbeat switch
    {
        HeartbeatVerdict.Unknown => "Proof of work is unknown: there was no live job in this time.",
        HeartbeatVerdict.Continuous => Text($"{reports.CountedShares:N0} of {reports.ExpectedShares:N0} expected shares, {Hashes(reports)}: mining was continuous."),
        _ => Text($"{reports.CountedShares:N0} of {reports.ExpectedShares:N0} expected shares, {Hashes(reports)}: mining was interrupted."),
    };

    // Many neighbouring steps with one reason are one sentence.
    private static IEnumerable<string> LeftOut(SiteEpoch epoch) => epoch.LeftOut.GroupBy(part => part.Reason).Select(group => Text(
        $"Left out: {ExactEnergy.Sum(group.Select(part => part.Energy)).Floor()} between reports {group.First().FromSequence} and {group.Last().ToSequence}: {group.Key}.{HeldAgainst(group)}"));

    private static string HeldAgainst(IEnumerable<TakenOut> parts) => ExactEnergy.Sum(parts.Select(part => part.HeldAgainst)).Floor() is { Value: > 0 } held
        ? Text($" {held} of loads and deliveries in that time count against the site all the same.") : "";

    private static string Hashes(ReportTally reports) => Text($"{BigInteger.Parse(reports.ProvenHashes, CultureInfo.InvariantCulture):N0} hashes of work");

    private static string Some(ImmutableArray<SequenceRange> ranges) =>
        string.Join(", ", ranges.Take(MostGapsTold)) + (ranges.Length > MostGapsTold ? Text($" and {ranges.Length - MostGapsTold:N0} more gaps") : "");

    // 1 mWh is a millionth of a token, so nothing is cut.
    private static string Tokens(MilliwattHours minted) => Text($"{minted.Value / MilliwattHours.PerKilowattHour:N0}.{minted.Value % MilliwattHours.PerKilowattHour:000000}");

    private static string PerCent(long thousandths) => Text($"{(thousandths + (thousandths < 0 ? -50 : 50)) / 100 / 10m:0.0} %");

    private static string Text(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
