namespace GreenPow.Energy;

/// <summary>A day of the DAO, counted from the day that holds 1970-01-01 00:00 of its own clock.</summary>
public readonly record struct DayIndex(long Value);

/// <summary>The DAO's days and epochs: one fixed offset from UTC, no daylight saving, so every day has 86,400 seconds.</summary>
/// <param name="OffsetSeconds">Added to UTC to get the DAO's clock: -25,200 is UTC-7.</param>
/// <param name="DaysPerEpoch">Days that one mint request covers.</param>
public sealed record DaoCalendar(int OffsetSeconds, int DaysPerEpoch)
{
    public const int SecondsPerDay = 86_400;

    public DayIndex DayOf(long unixSeconds) => new(FloorDivide(unixSeconds + OffsetSeconds, SecondsPerDay));

    public Period PeriodOf(DayIndex day)
    {
        var start = day.Value * SecondsPerDay - OffsetSeconds;
        return new(start, start + SecondsPerDay);
    }

    public long EpochOf(long unixSeconds) => FloorDivide(DayOf(unixSeconds).Value, DaysPerEpoch);

    public Period PeriodOfEpoch(long epoch) =>
        new(PeriodOf(new(epoch * DaysPerEpoch)).Start, PeriodOf(new((epoch + 1) * DaysPerEpoch)).Start);

    private static long FloorDivide(long a, long b) => a / b - (a % b < 0 ? 1 : 0);
}
