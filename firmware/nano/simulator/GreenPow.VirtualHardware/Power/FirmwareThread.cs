namespace GreenPow.VirtualHardware.Power;

/// <summary>A thread that a firmware has started.</summary>
public sealed class FirmwareThread(Thread thread)
{
    public bool IsAlive => thread.IsAlive;

    public bool Join(int milliseconds) => thread.Join(milliseconds);
}
