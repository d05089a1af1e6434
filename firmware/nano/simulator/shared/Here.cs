using GreenPow.VirtualHardware;
using GreenPow.VirtualHardware.Power;

namespace GreenPow.DeviceLibrary;

/// <summary>Where this copy of the library was loaded: each board that runs has its own.</summary>
internal static class Here
{
    public static BoardRun Run { get; } = BoardRun.Of(typeof(Here).Assembly);

    /// <summary>The board, while its power is on; otherwise this does not return.</summary>
    public static VirtualBoard Board => Run.Board;
}
