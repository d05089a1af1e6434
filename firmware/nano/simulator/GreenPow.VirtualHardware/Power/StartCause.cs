namespace GreenPow.VirtualHardware.Power;

/// <summary>What brought the chip out of reset.</summary>
public enum StartCause
{
    PowerOn,
    Reboot,
    SleepTimer,
}
