using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Simulator.LongRun;

/// <summary>
/// A meter's life in virtual time: sun and nights, everything in its plan that goes wrong, and at the end the judgement.
/// The core is the one that the chip runs; link, flash, clock and sensors are simulated, and only time is not real.
/// </summary>
public sealed partial class DeviceLife : IDisposable
{
    private const long DarkBeforeSleep = 15 * LifePlan.Minute;
    private const long SunCheck = 5 * LifePlan.Minute;
    private const long MemoryCheck = 3 * LifePlan.Day;

    private readonly LifeOptions options;
    private readonly LifePlan plan;
    private readonly Random random;
    private readonly LifeClock clock;
    private readonly LifeSite site;
    private readonly LifeConditions conditions;
    private readonly List<LifeDevice> devices = [];
    private LifeDevice device;
    private long offUntil;
    private long asleepUntil;
    private long darkSince = -1;
    private long commissionAt = long.MaxValue;
    private long memoryAt = LifePlan.Hour;
    private byte resetReason = ResetReason.PowerOn;
    private long cutLasts;
    private long cutsInWrites;
    private long peakBytes;
    private int lostStorages;

    public DeviceLife(LifeOptions options)
    {
        this.options = options;
        plan = LifePlan.Draw(options);
        random = new Random(unchecked(options.Seed * 7919));
        clock = new LifeClock(options.StartUnixSeconds * 1000, random);
        site = new LifeSite(options, random);
        conditions = new LifeConditions(plan);
        site.PowerUpSensors();
        device = NewDevice();
    }

    private long Now => clock.TrueMilliseconds;

    /// <summary>Lives the whole life. Throws <see cref="LifeFailureException"/> with seed, day and events when a rule is broken.</summary>
    public static LifeResult Run(LifeOptions options)
    {
        using var life = new DeviceLife(options);
        return life.Run();
    }

    public void Dispose()
    {
        foreach (var one in devices)
            one.Dispose();
    }

    private LifeResult Run()
    {
        var at = 0L;
        try
        {
            for (var end = options.Days * LifePlan.Day; Now < end;)
                Live(end);
            at = Now;
            CheckDelivered();
            return Judge(ref at);
        }
        catch (Exception exception)
        {
            at = at == 0 ? Now : at;
            throw new LifeFailureException(
                $"Seed {options.Seed}, day {at / LifePlan.Day} {TimeSpan.FromMilliseconds(at % LifePlan.Day):hh\\:mm\\:ss} of {options.Days}: {exception.Message} [{plan.Around(at)}]", exception);
        }
    }

    private void Live(long end)
    {
        foreach (var trouble in conditions.Begin(Now))
            Begin(trouble);
        Apply();
        var next = Math.Min(end, conditions.NextChange);
        if (Now < offUntil)
        {
            clock.PassWithoutPower(Math.Min(offUntil, next) - Now);
            return;
        }
        if (Now < asleepUntil)
        {
            clock.PassAsleep(Math.Min(asleepUntil, next) - Now);
            return;
        }
        try
        {
            if (device.Running is null)
                Boot();
            Step(next);
        }
        catch (PowerGoneException)
        {
            cutsInWrites++;
            device.Flash.NoCut();
            Stop(cutLasts, hasPower: false, ResetReason.PowerOn);
        }
    }

    private void Boot()
    {
        asleepUntil = 0;
        darkSince = -1;
        clock.AskServerSoon();
        if (Now >= commissionAt)
        {
            device.Commission();
            commissionAt = long.MaxValue;
        }
        device.Boot(resetReason);
        resetReason = ResetReason.WokeFromSleep;
    }

    private void Step(long next)
    {
        var from = Now;
        var stall = conditions.TakeStall();
        var length = stall > 0 ? stall : random.Next(1000, options.LongestStepMilliseconds + 1);
        // A stall is not cut short by what else happens: the chip is not looking. Nor is a step shorter than a sample.
        var to = stall > 0 ? from + length : Math.Min(from + length, Math.Max(next, from + 1000));
        while (Now < to)
        {
            var part = Math.Min(to - Now, 10_000);
            site.Flow(Now, part);
            clock.Pass(part);
        }
        var hasTimeServer = device.Link.HasNetwork && !conditions.Is(LifeTrouble.NoTimeServer) && !conditions.Is(LifeTrouble.ClockJump);
        if (hasTimeServer && Now - from < 60_000)
            clock.AskServer();
        device.Link.Carry(Now, options.StartUnixSeconds + Now / 1000);
        Work(from);
        if (device.Running is not null && Now >= memoryAt)
            Weigh();
    }

    private void Work(long from)
    {
        try
        {
            if (!SleepsNow())
            {
                device.Step(from);
                return;
            }
            device.Sleep(from);
            asleepUntil = NextSun();
        }
        finally
        {
            // Also when power goes in it: the instruments were read before anything was written.
            site.NoteTruth(Now, isLost: Now - from > MeterRoom.LongestSampleMilliseconds);
        }
    }

    private bool SleepsNow()
    {
        if (!options.SleepsAtNight || !site.IsDark)
        {
            darkSince = -1;
            return false;
        }
        if (darkSince < 0)
            darkSince = Now;
        return Now - darkSince >= DarkBeforeSleep;
    }

    private long NextSun()
    {
        var at = Now + SunCheck;
        while (!site.IsSunUp(at) && at < Now + LifePlan.Day)
            at += SunCheck;
        return at;
    }

    private LifeDevice NewDevice()
    {
        var made = new LifeDevice(options, site, clock, devices.Count, random);
        devices.Add(made);
        return made;
    }

    private void Weigh()
    {
        memoryAt = Now + MemoryCheck;
        var bytes = ChipMemory.Of(device.Running!).Bytes;
        peakBytes = Math.Max(peakBytes, bytes);
        // The index of the spool is what grows: its largest number of files, and as much again for everything else.
        var files = options.SpoolCapacityBytes / options.SpoolFileBytes + 2;
        var limit = 24_000 + files * 200L;
        if (bytes > limit)
            throw new LifeFailureException($"The core holds {bytes} bytes, {limit} is the limit with {files} spool files");
    }

    /// <summary>After the quiet end nothing waits any more but what the next seal will cover.</summary>
    private void CheckDelivered()
    {
        if (device.Running is null || device.Running.NextSequence == 0)
            return;
        var waiting = device.Running.NextSequence - 1 - device.Gateway.Book.NewestSealed;
        if (waiting > 60)
            throw new LifeFailureException($"{waiting} reports still wait after {LifePlan.QuietEnd / LifePlan.Hour} quiet hours");
        var (_, missing) = device.Gateway.Book.Have();
        if (missing.Count > 0)
            throw new LifeFailureException($"Reports from {missing[0].From} on ({missing[0].Count}) neither arrived nor are declared lost");
    }

    private LifeResult Judge(ref long at)
    {
        var judges = new List<LifeJudge>();
        foreach (var one in devices)
        {
            var book = one.Gateway.Book;
            KeptReport[] held = [.. book.Sealed.Values.OrderBy(report => report.Sequence)];
            var (_, missing) = book.Have();
            var judge = new LifeJudge(options, site.Truth, one.Ledger, book.DeviceId)
            {
                Held = held,
                Losses = one.Losses,
                AwaitedFrom = missing.Count > 0 ? missing[0].From : ulong.MaxValue,
            };
            foreach (var report in held)
            {
                at = Math.Max(1, judge.JudgedTo);
                judge.Take(report);
            }
            judge.End();
            judges.Add(judge);
        }
        return new LifeResult
        {
            Seed = options.Seed,
            Days = options.Days,
            Troubles = plan.Events.Count,
            Devices = devices.Count,
            Boots = devices.Sum(one => (long)one.Boots),
            PowerCutsInWrites = cutsInWrites,
            SealedReports = devices.Sum(one => (long)one.Gateway.Book.Sealed.Count),
            Duplicates = devices.Sum(one => one.Gateway.Book.Duplicates),
            Segments = devices.Sum(one => (long)one.Gateway.Book.Segments),
            LostReports = judges.Sum(judge => judge.LostReports),
            Gaps = judges.Sum(judge => judge.Gaps),
            CountedWattHours = judges.Sum(judge => judge.CountedMilliwattHours) / 1000,
            TrueWattHours = judges.Sum(judge => judge.TrueMilliwattHours) / 1000,
            WorstOfBoundPercent = judges.Max(judge => judge.WorstOfBound) * 100,
            PeakBytes = peakBytes,
            Signatures = devices.Sum(one => one.SignatureCount),
            FlashOperations = devices.Sum(one => one.Flash.Operations),
        };
    }
}
