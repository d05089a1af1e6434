using GreenPow.Energy;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Minting;

/// <summary>A device's sealed reports as points between which energy is counted.</summary>
public static class SealedChain
{
    /// <param name="fromSequence">Of the site, as all sequences of the answer are.</param>
    /// <param name="minimumWireVersion">The registry's; the gateway takes one version, so all of a chain is of it.</param>
    public static JudgedChain Judge(
        Catalogue catalogue, DeviceRecord device, long commissionedAt, ulong fromSequence, Period epoch, long oldestThatMayCome, int minimumWireVersion = FrameHeader.Version)
    {
        var doubts = new List<Doubt>();
        if (FrameHeader.Version < minimumWireVersion)
            doubts.Add(new(0, ulong.MaxValue, $"reports of wire version {FrameHeader.Version} are below the registry's minimum, {minimumWireVersion}"));
        IEnumerable<SealedPoint> points = [];
        foreach (var term in SiteTerm.Of(device, catalogue.Device))
        {
            if (fromSequence > term.LastOfSite) continue;
            points = points.Concat(PointsOf(catalogue, term, fromSequence > term.Before ? fromSequence - term.Before : 0, doubts));
        }
        return ChainJudge.Judge(points, doubts, new(commissionedAt, epoch.End, oldestThatMayCome, Math.Max(fromSequence, 1)));
    }

    /// <summary>A sealed report of a site by the site's sequence, in the site's counting; null if it is not held.</summary>
    public static SealedReport? ReportAt(Catalogue catalogue, DeviceRecord device, ulong sequence)
    {
        if (SiteTerm.Of(device, catalogue.Device).FirstOrDefault(term => sequence > term.Before && sequence <= term.LastOfSite) is not { } term) return null;
        return catalogue.SealedReports(term.Device.Id, sequence - term.Before, sequence - term.Before).FirstOrDefault() is { } report
            ? report with { Sequence = sequence, Segment = term.SegmentOfSite(report.Segment) } : null;
    }

    private static IEnumerable<SealedPoint> PointsOf(Catalogue catalogue, SiteTerm term, ulong fromSequence, List<Doubt> doubts)
    {
        var device = term.Device;
        var findings = catalogue.Findings(device.Id, fromSequence);
        doubts.AddRange(findings.Where(finding => finding.Kind.TakesEnergyOut() && finding.FromSequence < (term.Last ?? ulong.MaxValue))
            .Select(finding => new Doubt(term.Before + finding.FromSequence, Math.Min(term.Before + finding.ToSequence, term.LastOfSite), finding.Text)));
        // A clock that ran ahead once must not end the chain until that time comes: such a report has no time that can be believed.
        var inFuture = findings.Where(finding => finding.Kind == Finding.InFuture).Select(finding => finding.ToSequence).ToHashSet();
        var calibrations = Calibrations.Of(device, catalogue.RecordsOf(device.Id, FrameKind.Commissioning));
        var reports = term.Last is { } last ? catalogue.SealedReports(device.Id, Math.Max(1, fromSequence), last) : catalogue.SealedReports(device.Id, Math.Max(1, fromSequence));
        return reports.Select(report => PointOf(report, calibrations.For(report), !inFuture.Contains(report.Sequence)) with
        {
            Sequence = term.Before + report.Sequence, Segment = term.SegmentOfSite(report.Segment),
        });
    }

    public static SealedPoint PointOf(SealedReport report, CalibrationInForce calibration, bool timeIsBelieved = true)
    {
        var isCalibrated = (report.Flags & ReportFlags.CalibrationMissing) == 0 && report.SlotEndUnixSeconds <= calibration.Expires;
        return new(report.Sequence, report.Segment, report.OpensSegment, report.SlotEndUnixSeconds, report.SlotSeconds, timeIsBelieved && report.HasUtcTime,
            [.. report.Channels.Select((channel, index) => ReadingOf(channel, index < calibration.Channels.Length ? calibration.Channels[index] : null, isCalibrated))]);
    }

    private static ChannelReading ReadingOf(ChannelCounter channel, ChannelRegistration? registered, bool isCalibrated)
    {
        var role = (EnergyRole)channel.Role;
        // A load stays a load whatever a report calls it.
        if (registered is not null && ((EnergyRole)registered.Role).CountsAgainstOwner()) role = (EnergyRole)registered.Role;
        // Instruments that do not integrate without gaps are for display; a load counts against its owner all the same.
        if (registered is null || !Instrument.IsMintable(registered.Instrument))
            if (role is EnergyRole.Generation or EnergyRole.SentToStorage or EnergyRole.StorageReceived or EnergyRole.ReceivedFromStorage) role = EnergyRole.None;
        var instrument = registered?.Instrument ?? Instrument.Esp32Adc;
        var zero = Math.Max(registered?.ZeroMilliwatts ?? 0, (long)Instrument.ClassZeroMilliwatts(instrument));
        var accuracy = ChannelAccuracy.Of(
            new(channel.UncertaintyHundredths), new(registered?.UncertaintyHundredths ?? 0), new(Instrument.ClassUncertainty(instrument)), new(zero),
            calibrationMissing: !isCalibrated);
        return new(role, new(channel.EnergyMilliwattHours), accuracy);
    }
}
