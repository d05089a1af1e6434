using GreenPow.Energy;

namespace GreenPow.Gateway;

/// <summary>The DAO's days: they begin at its registry's fixed offset from UTC.</summary>
public sealed class DaoDay(IChainHead chain)
{
    public async ValueTask<DaoCalendar> CalendarAsync(CancellationToken cancellation) =>
        new((await chain.NetworkAsync(cancellation)).DayOffsetSeconds, DaysPerEpoch: 1);

    /// <summary>Unix seconds at which the day of <paramref name="now"/> began.</summary>
    public async ValueTask<long> StartOfAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var calendar = await CalendarAsync(cancellation);
        return calendar.PeriodOf(calendar.DayOf(now.ToUnixTimeSeconds())).Start;
    }
}
