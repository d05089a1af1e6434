using System.Globalization;
using System.Numerics;

namespace GreenPow.Gateway.Web;

/// <summary>Numbers as people read them: always with a unit, never rounded up to more than is proven.</summary>
public static class Show
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>Energy from mWh, cut (not rounded) at the last digit shown: "1.842 kWh", "318 Wh", "0 Wh".</summary>
    public static string Energy(long milliwattHours) => milliwattHours switch
    {
        < 0 => "-" + Energy(-milliwattHours),
        >= 1_000_000_000 => (milliwattHours / 1_000_000_000m).ToString("0.000", Plain) + " MWh",
        >= 1_000_000 => (milliwattHours / 1_000 / 1_000m).ToString("0.000", Plain) + " kWh",
        >= 1_000 => (milliwattHours / 100 / 10m).ToString("0.#", Plain) + " Wh",
        0 => "0 Wh",
        _ => milliwattHours.ToString(Plain) + " mWh",
    };

    /// <summary>Power from mW: "412 W", "1.24 kW", "0.3 W".</summary>
    public static string Power(long milliwatts) => Math.Abs(milliwatts) switch
    {
        0 => "0 W",
        >= 1_000_000 => (milliwatts / 1_000_000m).ToString("0.00", Plain) + " kW",
        >= 10_000 => (milliwatts / 1_000m).ToString("0", Plain) + " W",
        _ => (milliwatts / 1_000m).ToString("0.0", Plain) + " W",
    };

    /// <summary>How long ago: "12 s ago", "4 min ago", "3 h ago", "2 d ago"; a time ahead of our clock says so.</summary>
    public static string Age(DateTimeOffset? then, DateTimeOffset now)
    {
        if (then is not { } time) return "never";
        var seconds = (long)(now - time).TotalSeconds;
        return seconds switch
        {
            < -5 => "in the future",
            < 90 => Math.Max(seconds, 0).ToString(Plain) + " s ago",
            < 90 * 60 => (seconds / 60).ToString(Plain) + " min ago",
            < 48 * 3600 => (seconds / 3600).ToString(Plain) + " h ago",
            _ => (seconds / 86400).ToString(Plain) + " d ago",
        };
    }

    /// <summary>A time in the DAO's own day: "2026-11-19 14:03".</summary>
    public static string Time(DateTimeOffset time, int dayOffsetSeconds) =>
        time.ToOffset(TimeSpan.FromSeconds(dayOffsetSeconds)).ToString("yyyy-MM-dd HH:mm", Plain);

    /// <summary>The DAO's offset from UTC: "UTC-7", "UTC+5:30".</summary>
    public static string Offset(int dayOffsetSeconds)
    {
        var offset = TimeSpan.FromSeconds(Math.Abs(dayOffsetSeconds));
        var minutes = offset.Minutes == 0 ? "" : ":" + offset.Minutes.ToString("00", Plain);
        return $"UTC{(dayOffsetSeconds < 0 ? "-" : "+")}{(int)offset.TotalHours}{minutes}";
    }

    /// <summary>Hundredths of a percent: 50 gives "0.50 %".</summary>
    public static string Percent(int hundredths) => (hundredths / 100m).ToString("0.00", Plain) + " %";

    /// <summary>Thousandths: 100 gives "10 %", 5 gives "0.5 %".</summary>
    public static string Permille(int thousandths) => (thousandths / 10m).ToString("0.#", Plain) + " %";

    /// <summary>Tokens of 18 decimals from wei, cut (not rounded) at six: "1.842310".</summary>
    public static string Tokens(BigInteger wei)
    {
        var micro = BigInteger.Abs(wei) / BigInteger.Pow(10, 12);
        var text = $"{(micro / 1_000_000).ToString("#,0", Plain)}.{((long)(micro % 1_000_000)).ToString("000000", Plain)}";
        return wei.Sign < 0 ? "-" + text : text;
    }

    /// <inheritdoc cref="Tokens(BigInteger)"/>
    /// <param name="wei">A decimal, as the API carries it.</param>
    public static string Tokens(string wei) => Tokens(BigInteger.Parse(wei, Plain));

    /// <summary>A whole number with thin groups: 1,440.</summary>
    public static string Count(long number) => number.ToString("#,0", Plain);

    /// <summary>The first and last digits of a long id or address, enough to tell two apart.</summary>
    public static string Abbreviated(string text) => text.Length <= 14 ? text : $"{text[..8]}…{text[^4..]}";
}
