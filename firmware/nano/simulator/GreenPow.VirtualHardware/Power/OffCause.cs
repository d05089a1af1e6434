namespace GreenPow.VirtualHardware.Power;

/// <summary>Why a run of the firmware ended.</summary>
public enum OffCause
{
    /// <summary>Somebody pulled the plug: memory and clock are gone.</summary>
    PowerCut,

    /// <summary>The firmware asked to be started anew.</summary>
    Reboot,

    /// <summary>The firmware sleeps; a timer starts it anew.</summary>
    DeepSleep,

    /// <summary>Main returned or threw: the chip's runtime then starts it anew.</summary>
    Ended,
}
