using System.Globalization;
using GreenPow.DeviceLibrary;

namespace System;

/// <summary>As on the chip: UTC only, and now is what the board's own clock believes, 1970 until it was set.</summary>
public readonly struct DateTime
{
    private readonly long ticks;

    public DateTime(long ticks) => this.ticks = ticks;

    public static DateTime UtcNow => new(Here.Board.Clock.UtcNow.Ticks);

    public long Ticks => ticks;

    public override string ToString() => new DateTimeOffset(ticks, TimeSpan.Zero).ToString("u", CultureInfo.InvariantCulture);
}
