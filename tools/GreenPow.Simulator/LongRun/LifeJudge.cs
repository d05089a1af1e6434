using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Simulator.LongRun;

/// <summary>Holds the sealed history of one device against the truth. The rules are those of wire.md; each broken one throws.</summary>
public sealed class LifeJudge(LifeOptions options, TruthLog truth, MadeLedger ledger, string deviceId)
{
    private const double MicrojoulesPerMilliwattHour = 3_600_000;

    /// <summary>A slot that a boot or a jump began or ended has lost less than a second at that edge.</summary>
    private const long EdgeMilliseconds = 1100;

    /// <summary>A longer hole needs evidence.</summary>
    private const long GapMilliseconds = 3000;

    /// <summary>Two counters and a curve, rounded; the gateway's own limit.</summary>
    private const double CurveToleranceMilliwattHours = 10;

    private readonly double[] counted = new double[options.Channels];
    private readonly double[] least = new double[options.Channels];
    private readonly double[] most = new double[options.Channels];
    private readonly double[] bound = new double[options.Channels];
    private KeptReport? before;
    private Slot slotBefore;
    private long lastUtcEnd;

    public long Gaps { get; private set; }
    public long LostReports { get; private set; }
    public double CountedMilliwattHours { get; private set; }
    public double TrueMilliwattHours { get; private set; }
    public double WorstOfBound { get; private set; }

    /// <summary>All sealed reports in the order of their sequences: who says what was lost.</summary>
    public IReadOnlyList<KeptReport> Held { get; init; } = [];

    /// <summary>What left the storage of the device, and when.</summary>
    public LossLedger Losses { get; init; } = new();

    /// <summary>The first report that the gateway still asks for: from it on nothing needs to be told yet.</summary>
    public ulong AwaitedFrom { get; init; } = ulong.MaxValue;

    /// <summary>The moment that was judged last, for messages; no report of a later device may reach before it.</summary>
    public long JudgedTo => slotBefore.End;

    /// <param name="Start">True milliseconds since the life began.</param>
    private readonly record struct Slot(long Start, long End, long BootAt);

    /// <summary>Takes the sealed reports in the order of their sequences.</summary>
    public void Take(KeptReport report)
    {
        var slot = PlaceInTrueTime(report);
        if (before is null || report.OpensSegment)
            Begin(report);
        else
            Compare(report, slot);
        if (before is not null)
        {
            Demand(slot.Start >= slotBefore.End - EdgeMilliseconds - SlotClock.JumpMilliseconds, report, $"measures again {slotBefore.End - slot.Start} ms that report {before.Sequence} has measured");
            NoteGap(report, slot);
        }
        if (report.HasUtc)
        {
            // A device without memory cannot know what it has reported; it opens a segment, and no difference spans two.
            Demand(report.OpensSegment || report.SlotStart >= lastUtcEnd, report, $"begins {lastUtcEnd - report.SlotStart} s before the last slot ended");
            // A slot that a wrong clock told from further ahead binds nobody: the gateway finds it in the future.
            lastUtcEnd = Math.Min(report.SlotEnd, options.StartUnixSeconds + (ledger[report.Sequence].At + BelievedClock.AheadMilliseconds) / 1000);
        }
        (before, slotBefore) = (report, slot);
    }

    /// <summary>The last segment ends.</summary>
    public void End() => CloseSegment();

    /// <summary>The slot as it really was: by seconds since boot, or by what the wall clock showed when it ended.</summary>
    private Slot PlaceInTrueTime(KeptReport report)
    {
        var made = ledger[report.Sequence];
        Demand(made.BootCount == report.BootCount, report, $"says boot {report.BootCount}, it was made in boot {made.BootCount}");
        var shown = report.SlotEnd * 1000;
        long end;
        if (report.HasUtc)
        {
            // A slot follows small corrections; a jump closes it by the time that was shown before.
            var isJump = Math.Abs(made.ClockError - made.ClockErrorBefore) > SlotClock.JumpMilliseconds;
            end = shown - options.StartUnixSeconds * 1000 - (isJump ? made.ClockErrorBefore : made.ClockError);
        }
        else
            end = made.BootAt + shown;
        Demand(end <= made.At + 100 && end >= made.StepFrom - EdgeMilliseconds, report,
            $"ended {made.At - end} ms before it was made, in a step of {made.At - made.StepFrom} ms; the clock was {made.ClockErrorBefore} and is {made.ClockError} ms off");
        return new Slot(end - report.SlotSeconds * 1000L, end, made.BootAt);
    }

    private void Begin(KeptReport report)
    {
        if (before is not null && report.Sequence != before.Sequence + 1)
            LostReports += (long)(report.Sequence - before.Sequence - 1);
        CloseSegment();
        // The first counters of a segment are a baseline; at the very first report also the counters are known: zero.
        if (report.Sequence != 1)
            return;
        for (var channel = 0; channel < counted.Length; channel++)
            Demand(report.EnergyMilliwattHours[channel] >= 0, report, "has a negative counter");
    }

    private void Compare(KeptReport report, Slot slot)
    {
        var untold = Losses.FirstUntold(before!.Sequence + 1, report.Sequence - 1, Held);
        Demand(untold == 0 || untold >= AwaitedFrom, report, $"follows report {before.Sequence}: report {untold} is lost, and no report says so");
        if (report.Sequence != before.Sequence + 1)
            LostReports += (long)(report.Sequence - before.Sequence - 1);
        var isSameBoot = report.BootCount == before.BootCount && slot.BootAt == slotBefore.BootAt;
        var isWhole = isSameBoot && report.Sequence == before.Sequence + 1;
        for (var channel = 0; channel < counted.Length; channel++)
        {
            var difference = (double)(report.EnergyMilliwattHours[channel] - before.EnergyMilliwattHours[channel]);
            Demand(difference >= 0, report, $"turned the counter of channel {channel} back by {-difference} mWh");
            // What a boot lost it has lost: its first difference begins with it. Within a boot nothing is lost between two reports.
            var from = isSameBoot || report.Sequence != before.Sequence + 1 ? slotBefore.End : Math.Max(slotBefore.End, slot.BootAt);
            var most = truth.All(channel, from, slot.End) / MicrojoulesPerMilliwattHour;
            var least = truth.Sure(channel, isWhole ? slotBefore.End : slot.Start, slot.End) / MicrojoulesPerMilliwattHour;
            var edges = Edge(channel, slotBefore.End, before.SlotEnd) + Edge(channel, slot.End, report.SlotEnd) + (isWhole ? 0 : Edge(channel, slot.Start, 1));
            var bound = BoundMilliwattHours(report, channel, difference, slot.End - from);
            // A counter is rounded down at both ends.
            Demand(difference <= most + bound + edges + 1, report,
                $"counts {difference} mWh in channel {channel}, {most:F1} mWh flowed in {(slot.End - from) / 1000} s and {bound + edges + 1:F1} mWh is the limit above");
            Demand(difference >= least - bound - edges - 1, report,
                $"counts {difference} mWh in channel {channel}, {least:F1} mWh flowed in {(slot.End - slot.Start) / 1000} s and {bound + edges + 1:F1} mWh is the limit below");
            this.counted[channel] += difference;
            this.most[channel] += most;
            this.least[channel] += least;
            this.bound[channel] += bound + edges;
            CheckCurve(report, channel, difference);
            CheckSilence(report, channel, slot);
        }
    }

    // Where slots join on a minute the sample is divided exactly; where a boot or a jump cut one, up to a second belongs to either side.
    private double Edge(int channel, long at, long shownEnd) =>
        shownEnd % 60 == 0 ? 0 : truth.All(channel, at - EdgeMilliseconds, at + EdgeMilliseconds) / MicrojoulesPerMilliwattHour;

    private static double BoundMilliwattHours(KeptReport report, int channel, double difference, long milliseconds)
    {
        var isCalibrated = (report.Flags & ReportFlags.CalibrationMissing) == 0;
        var zeroMilliwatts = Instrument.ClassZeroMilliwatts(Instrument.Ina228) * (isCalibrated ? 1 : 2);
        return difference * report.UncertaintyHundredths[channel] / 10_000 + zeroMilliwatts * milliseconds / 3_600_000.0;
    }

    private void CheckCurve(KeptReport report, int channel, double difference)
    {
        if (report.CurveMilliwattHours is not { } curve || report.Sequence != before!.Sequence + 1
            || !report.HasUtc || !before.HasUtc || report.SlotStart != before.SlotEnd)
            return;
        Demand(Math.Abs(curve[channel] - difference) <= Math.Max(difference / 100, CurveToleranceMilliwattHours), report,
            $"counts {difference} mWh in channel {channel}, its curve says {curve[channel]:F1} mWh");
    }

    // A meter that was not heard in the whole slot shows no voltage: "no sun" and "no meter" are two things.
    private void CheckSilence(KeptReport report, int channel, Slot slot)
    {
        if (!truth.WasDead(channel, slot.Start - EdgeMilliseconds, slot.End + EdgeMilliseconds))
            return;
        Demand(report.VoltageMillivolts[channel] == 0, report, $"shows {report.VoltageMillivolts[channel]} mV from a meter that did not answer");
    }

    private void NoteGap(KeptReport report, Slot slot)
    {
        var gap = slot.Start - slotBefore.End;
        if (gap <= GapMilliseconds)
            return;
        Gaps++;
        Demand(report.BootCount != before!.BootCount || report.OpensSegment || report.Sequence != before.Sequence + 1
            || !report.HasUtc || !before.HasUtc || report.SlotStart > before.SlotEnd, report, $"hides a gap of {gap} ms");
    }

    private void CloseSegment()
    {
        for (var channel = 0; channel < counted.Length; channel++)
        {
            var limit = bound[channel] + 1;
            Demand(counted[channel] <= most[channel] + limit && counted[channel] >= least[channel] - limit, before,
                $"ends a segment of {counted[channel]:F0} mWh in channel {channel}, between {least[channel]:F1} and {most[channel]:F1} mWh flowed and {limit:F1} mWh is the limit");
            var off = Math.Max(0, Math.Max(counted[channel] - most[channel], least[channel] - counted[channel]));
            if (limit > 100)
                WorstOfBound = Math.Max(WorstOfBound, off / limit);
            CountedMilliwattHours += counted[channel];
            TrueMilliwattHours += most[channel];
            (counted[channel], least[channel], most[channel], bound[channel]) = (0, 0, 0, 0);
        }
    }

    private void Demand(bool holds, KeptReport? report, string what)
    {
        if (!holds)
            throw new LifeFailureException($"Report {report?.Sequence} of device {deviceId} (boot {report?.BootCount}, flags {report?.Flags:x4}) {what}");
    }
}
