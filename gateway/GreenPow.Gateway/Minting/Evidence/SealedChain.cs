using System.Collections.Immutable;
using GreenPow.Energy;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Minting;

/// <summary>A device's sealed reports as points between which energy is counted.</summary>
public static class SealedChain
{
    public static JudgedChain Judge(Catalogue catalogue, DeviceRecord device, long commissionedAt, ulong fromSequence, Period epoch, long oldestThatMayCome)
    {
        var doubts = catalogue.Findings(device.Id, fromSequence)
            .Where(finding => finding.Kind.TakesEnergyOut())
            .Select(finding => new Doubt(finding.FromSequence, finding.ToSequence, finding.Text)).ToArray();
        return ChainJudge.Judge(
            catalogue.SealedReports(device.Id, Math.Max(1, fromSequence)).Select(report => PointOf(report, device.Channels)),
            doubts, new(commissionedAt, epoch.End, oldestThatMayCome));
    }

    public static SealedPoint PointOf(SealedReport report, ImmutableArray<ChannelRegistration> registered) => new(
        report.Sequence, report.Segment, report.SlotEndUnixSeconds, report.SlotSeconds, (report.Flags & ReportFlags.ClockNotSynchronised) == 0,
        [.. report.Channels.Select((channel, index) => ReadingOf(channel, index < registered.Length ? registered[index] : null, report.Flags))]);

    private static ChannelReading ReadingOf(ChannelCounter channel, ChannelRegistration? registered, ushort flags)
    {
        var role = (EnergyRole)channel.Role;
        // Instruments that do not integrate without gaps are for display; a load counts against its owner all the same.
        if (registered is null || !Instrument.IsMintable(registered.Instrument))
            if (role is EnergyRole.Generation or EnergyRole.SentToStorage or EnergyRole.StorageReceived) role = EnergyRole.None;
        var instrument = registered?.Instrument ?? Instrument.Esp32Adc;
        var zero = Math.Max(registered?.ZeroMilliwatts ?? 0, (long)Instrument.ClassZeroMilliwatts(instrument));
        var accuracy = ChannelAccuracy.Of(
            new(channel.UncertaintyHundredths), new(registered?.UncertaintyHundredths ?? 0), new(Instrument.ClassUncertainty(instrument)), new(zero),
            (flags & ReportFlags.CalibrationMissing) != 0);
        return new(role, new(channel.EnergyMilliwattHours), accuracy);
    }
}
