using GreenPow.Energy;
using GreenPow.Storage;

namespace GreenPow.Gateway.Minting;

/// <summary>Writes a settled site down as evidence.</summary>
public static class EvidenceOf
{
    public static SiteEvidence Site(SettledSite site, Func<ulong, DeviceRecord> storageByToken, Func<ulong, SealedReport?> reportAt, MintRules rules)
    {
        var (input, epoch) = (site.Input, site.Epoch);
        var flow = epoch.Flow is { } found && epoch.Basis is { } basis && input.Facts.Feeds is { } feeds
            ? new FlowView(storageByToken(feeds.StorageTokenId).Id.ToString(), feeds.Channel, found.Sent.Value.Value, found.Received.Value.Value,
                found.Received.Lower.Floor().Value, basis.LossThousandths, basis.Verdict.ToString(), basis.Counted.Floor().Value, basis.Denied.Value, found.Unmatched.Value)
            : null;
        return new(
            input.Facts.Device.Id.ToString(), input.Facts.Device.Name, input.Facts.TokenId, input.Facts.Device.Kind == DeviceKind.Storage ? "storage" : "meter",
            input.Facts.Owner.ToString(), Boundary(FirstSequence(input), reportAt), Boundary(input.Chain.Boundary?.Sequence, reportAt), input.Reports,
            input.Chain.WaitsForSequence,
            [.. epoch.Energy.ByRole.Select(role => new EnergyView(
                role.Key.ToString(), role.Value.Value.Value, role.Value.Lower.Floor().Value, role.Value.Upper.Floor().Value))],
            [.. epoch.LeftOut.Select(part => new LeftOutView(part.Verdict.ToString(), part.Reason, part.FromSequence, part.ToSequence, part.Energy.Value, part.HeldAgainst.Value))],
            flow, EvidenceSentences.GreenBefore(epoch).Surplus.Floor().Value, epoch.Cap.Value, epoch.EnergyMinted.Value, epoch.DecaMinted.Value, epoch.HeldBack.Value,
            EvidenceSentences.Of(epoch, input.Reports, input.Chain.WaitsForSequence, rules), SiteBooks.Of(epoch.Before), SiteBooks.Of(epoch.After));
    }

    // The report that the last settlement ended at, or the first of all: its counters are the baseline.
    private static ulong? FirstSequence(SiteInput input) => input.Before.SettledSequence > 0 ? input.Before.SettledSequence
        : input.Chain.Steps.IsEmpty ? input.Chain.Boundary?.Sequence : input.Chain.Steps[0].From.Sequence;

    private static BoundaryReport? Boundary(ulong? sequence, Func<ulong, SealedReport?> reportAt) =>
        sequence is { } number && reportAt(number) is { } report
            ? new(report.Sequence, report.Segment, report.SlotEndUnixSeconds, Convert.ToHexStringLower(report.FrameHash),
                [.. report.Channels.Select(channel => new CounterView(channel.Role, channel.EnergyMilliwattHours))])
            : null;
}
