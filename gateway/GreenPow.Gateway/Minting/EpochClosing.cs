using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using GreenPow.Energy;
using GreenPow.Gateway.Mining;
using GreenPow.Storage;

namespace GreenPow.Gateway.Minting;

/// <summary>What the closing of an epoch leaves for good.</summary>
/// <param name="LeavesJson">A `standard-v1` dump; empty if nothing is minted.</param>
public sealed record ClosedEpoch(EpochRecord Record, byte[] EvidenceJson, byte[] LeavesJson);

/// <summary>Makes evidence, leaves and root of an epoch from the sealed chains, the chain's facts and the books of the last accepted epoch.</summary>
/// <param name="shareSeconds">Time in which a device should find one share, as the jobs are made.</param>
public sealed class EpochClosing(Catalogue catalogue, MintOptions options, int shareSeconds, Uri publicUrl)
{
    private const int UsualSlotSeconds = 60; // where no report tells another

    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web);

    /// <param name="accepted">The newest epoch whose root is live; null before the first.</param>
    public ClosedEpoch Close(long number, Period period, EpochFacts facts, EpochRecord? accepted, DateTimeOffset now)
    {
        var before = accepted is null ? null : EpochEvidence.FromJson(catalogue.EpochEvidence(accepted.Number)
            ?? throw new InvalidOperationException($"Epoch {accepted.Number} was accepted, but its evidence is gone."));
        var leavesBefore = accepted?.Root is null ? LeafBook.Empty : LeavesOf(catalogue.EpochLeaves(accepted.Number)!);
        var books = before?.Books() ?? new Dictionary<ulong, SiteBooks>();

        facts = PassOverForeignBooks(facts, before);
        var sites = InputsOf(period, facts, books, now);
        var settled = EpochBooks.Settle(facts, sites, leavesBefore, options.Rules);
        var mints = settled.EnergyWei + settled.DecaWei > 0;
        var dump = mints ? LeavesDump.Of(settled.Leaves.Leaves) : null;
        var evidence = new EpochEvidence(
            EpochEvidence.CurrentFormat, EvidenceUrl(number), number, period.Start, period.End, now.ToUnixTimeSeconds(), facts.ChainId, facts.Registry.ToString(), accepted?.Number,
            options.Rules, dump?.Tree[0], settled.Leaves.Leaves.Length,
            [.. settled.Leaves.Totals().Select(total => new TokenTotalView(total.Token.ToString(), Text(total.Wei)))],
            Text(settled.EnergyWei), Text(settled.DecaWei), EvidenceOfSites(settled),
            [.. facts.LeftOut.Select(site => new WaitingSite(site.TokenId, site.DeviceId, site.Reason, books.GetValueOrDefault(site.TokenId) ?? SiteBooks.Of(SiteAccount.Start)))]);
        var file = evidence.ToJson();
        var record = new EpochRecord(
            number, period.Start, period.End, EpochState.Closed, dump is null ? null : Convert.FromHexString(dump.Tree[0].AsSpan(2)), SHA256.HashData(file),
            evidence.EnergyWei, evidence.DecaWei, null, "", now);
        return new(record, file, dump is null ? [] : JsonSerializer.SerializeToUtf8Bytes(dump, json));
    }

    public static LeafBook LeavesOf(ReadOnlySpan<byte> leavesJson) => new(JsonSerializer.Deserialize<LeavesDump>(leavesJson, json)!.Leaves());

    // Books count one device's sequences, and they outlive an epoch in which the site is not seen: begun anew, they would pay for the same energy again.
    private EpochFacts PassOverForeignBooks(EpochFacts facts, EpochEvidence? before)
    {
        if (before is null) return facts;
        var known = before.Sites.Select(site => (site.TokenId, site.DeviceId)).Concat(before.Waiting.Select(site => (site.TokenId, site.DeviceId)))
            .ToDictionary(site => site.TokenId, site => site.DeviceId);
        var replaced = facts.Sites.Where(site => known.TryGetValue(site.TokenId, out var device) && !Continues(site.Device, device)).ToList();
        var seen = facts.Sites.Except(replaced).Select(site => site.TokenId).Concat(facts.LeftOut.Select(site => site.TokenId)).ToHashSet();
        return facts with
        {
            Sites = [.. facts.Sites.Except(replaced)],
            LeftOut =
            [
                .. facts.LeftOut,
                .. known.Where(site => !seen.Contains(site.Key)).Select(site => new LeftOutSite(site.Key, site.Value, replaced.Exists(other => other.TokenId == site.Key)
                    ? "Another device carries this site on; its books wait for the succession." : "The registry did not name this device when the epoch was closed.")),
            ],
        };
    }

    // A site's books go on behind its new device's succession frame, a storage's too: what it holds is a sum in the books, not the counters themselves.
    private bool Continues(DeviceRecord device, string before) => SiteTerm.Of(device, catalogue.Device).Any(term => term.Device.Id.ToString() == before);

    private List<SiteInput> InputsOf(Period period, EpochFacts facts, IReadOnlyDictionary<ulong, SiteBooks> books, DateTimeOffset now)
    {
        var accounts = facts.Sites.ToDictionary(site => site.TokenId, site => books.GetValueOrDefault(site.TokenId)?.ToAccount() ?? SiteAccount.Start);
        var oldest = now.AddDays(-options.LateReportDays).ToUnixTimeSeconds();
        return [.. facts.Sites.Select(site =>
        {
            var account = accounts[site.TokenId];
            // A flow may lag behind its meter or its storage: each chain begins where the slowest use of it ended.
            var uses = facts.Sites.Where(other => other.Feeds?.StorageTokenId == site.TokenId)
                .Select(other => accounts[other.TokenId].FlowTo(other.Feeds!.Value, account.SettledSequence).ReceivedSequence);
            var storageSettled = 0ul;
            if (site.Feeds is { } feeds)
            {
                storageSettled = books.GetValueOrDefault(feeds.StorageTokenId)?.SettledSequence ?? 0;
                uses = uses.Append(account.FlowTo(feeds, storageSettled).SentSequence);
            }
            var from = uses.Append(account.SettledSequence).Min();
            return new SiteInput(site, account, SealedChain.Judge(catalogue, site.Device, site.CommissionedAt, from, period, oldest, facts.MinimumWireVersion), TallyOf(site, period), storageSettled);
        })];
    }

    private ReportTally TallyOf(SiteFacts site, Period period)
    {
        var device = site.Device.Id;
        var terms = SiteTerm.Of(site.Device, catalogue.Device).Select(term => (Term: term, Counts: catalogue.ReportCounts(term.Device.Id, period.Start, period.End))).ToArray();
        var slotSeconds = terms.Select(term => term.Counts.SlotSeconds).LastOrDefault(seconds => seconds > 0, UsualSlotSeconds);
        var (first, last) = SealedIn(device, period);
        var jobs = catalogue.Jobs(device, period.Start, period.End);
        var work = jobs.IsEmpty ? null : ShareWork.Of(catalogue.SealedReports(device, first + 1, last), jobs, catalogue.Shares(device, period.Start, period.End), shareSeconds);
        return new(
            (period.End - Math.Clamp(site.CommissionedAt, period.Start, period.End)) / slotSeconds, terms.Sum(term => term.Counts.Received), terms.Sum(term => term.Counts.Sealed),
            work?.ExpectedShares ?? 0, work?.CountedShares ?? 0)
        {
            Gaps = [.. terms.Where(term => term.Counts.Sealed > 0).SelectMany(term => catalogue.Gaps(term.Term.Device.Id, term.Counts.FirstSealed, term.Counts.LastSealed)
                .Select(gap => new SequenceRange(term.Term.Before + gap.FromSequence, term.Term.Before + gap.FromSequence + gap.Count - 1)))],
            Findings = [.. terms.SelectMany(term => FindingsIn(term.Term, period)).GroupBy(found => found.Kind).OrderBy(group => group.Key)
                .Select(group => new FindingCount(group.Key.ToString(), group.Key.Plainly(), group.LongCount(), group.Min(found => found.Sequence)))],
            RefusedSoFar = catalogue.RejectCounts(device).ToImmutableSortedDictionary(refused => refused.Key.ToString(), refused => refused.Value),
            ProvenHashes = Text(work?.ProvenHashes ?? 0),
        };
    }

    private IEnumerable<(Finding Kind, ulong Sequence)> FindingsIn(SiteTerm term, Period period)
    {
        var (first, last) = SealedIn(term.Device.Id, period);
        return last <= first ? [] : catalogue.Findings(term.Device.Id, first + 1, last).Select(found => (found.Kind, term.Before + found.ToSequence));
    }

    // The first sequence is the one before the epoch's first.
    private (ulong First, ulong Last) SealedIn(DeviceId device, Period period) =>
        (catalogue.LastSealedAtOrBefore(device, period.Start)?.Sequence ?? 0, catalogue.LastSealedAtOrBefore(device, period.End)?.Sequence ?? 0);

    private ImmutableArray<SiteEvidence> EvidenceOfSites(EpochBooks settled)
    {
        var devices = settled.Sites.ToDictionary(site => site.Input.Facts.TokenId, site => site.Input.Facts.Device);
        return [.. settled.Sites.Select(site => EvidenceOf.Site(site, token => devices[token],
            sequence => SealedChain.ReportAt(catalogue, site.Input.Facts.Device, sequence), options.Rules) with { Terms = TermsOf(site.Input.Facts.Device) })];
    }

    private ImmutableArray<TermView>? TermsOf(DeviceRecord device)
    {
        var terms = SiteTerm.Of(device, catalogue.Device);
        return terms.Length == 1 ? null : [.. terms.Select(term => new TermView(term.Device.Id.ToString(), term.Before, term.Last))];
    }

    private string EvidenceUrl(long epoch) => new Uri(publicUrl, string.Create(CultureInfo.InvariantCulture, $"/api/epochs/{epoch}/evidence")).ToString();

    private static string Text(System.Numerics.BigInteger wei) => wei.ToString(CultureInfo.InvariantCulture);
}
