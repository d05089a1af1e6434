namespace GreenPow.Gateway.Devices;

/// <summary>Until when a device's reports should have come; pure.</summary>
public static class ReportDue
{
    /// <summary>For making, signing and sending a report at the end of its slot.</summary>
    public const int GraceSeconds = 60;

    /// <summary>End of the newest slot whose report is due; slots end on multiples of their length. Time after it is not unknown yet.</summary>
    public static long UpTo(long nowUnixSeconds, int slotSeconds) => (nowUnixSeconds - GraceSeconds) / slotSeconds * slotSeconds;
}
