namespace GreenPow.Simulator.LongRun;

/// <summary>What can go wrong in the life of a meter.</summary>
public enum LifeTrouble
{
    /// <summary>No Wi-Fi, for minutes to weeks.</summary>
    NetworkOutage,
    /// <summary>The connection looks up and carries nothing.</summary>
    HalfOpenLink,
    /// <summary>Reports arrive, some acknowledgements do not.</summary>
    LostAcknowledgements,
    GatewayDown,
    /// <summary>Power goes, at any moment or in the middle of a write to flash.</summary>
    PowerCut,
    /// <summary>The chip restarts with reset reason brown-out.</summary>
    BrownOut,
    /// <summary>The chip restarts; its clock and the instruments go on.</summary>
    WatchdogReset,
    /// <summary>A sensor comes back with its reset values.</summary>
    SensorReset,
    /// <summary>Single transfers on the bus are not acknowledged.</summary>
    BusErrors,
    /// <summary>A sensor does not answer for hours or days.</summary>
    DeadMeter,
    /// <summary>Interference near the zero threshold on every input.</summary>
    NoisySensors,
    /// <summary>The wall clock jumps, and hours later back.</summary>
    ClockJump,
    /// <summary>No time server answers for days.</summary>
    NoTimeServer,
    /// <summary>The volume refuses every write.</summary>
    FlashFull,
    /// <summary>Everything on the volume is gone; the key is not.</summary>
    LostStorage,
    /// <summary>The firmware hangs between two steps.</summary>
    Stall,
    /// <summary>The meter dies for good and another takes its place.</summary>
    Succession,
}

/// <param name="At">Milliseconds since the life began.</param>
/// <param name="Duration">Milliseconds; 0 where it is a moment.</param>
/// <param name="Amount">What the kind makes of it: a channel, a share in thousandths, milliseconds of a jump.</param>
public sealed record LifeEvent(long At, LifeTrouble Kind, long Duration, long Amount)
{
    public long End => At + Duration;

    public override string ToString() => $"{Kind} on day {At / LifePlan.Day}, {TimeSpan.FromMilliseconds(At % LifePlan.Day):hh\\:mm\\:ss}, for {Duration / 1000} s ({Amount})";
}
