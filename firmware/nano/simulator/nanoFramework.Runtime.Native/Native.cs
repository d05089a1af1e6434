extern alias nano;
using GreenPow.DeviceLibrary;
using GreenPow.VirtualHardware.Power;

namespace System
{
    public static class Environment
    {
        /// <summary>Since reset, not since the host was started.</summary>
        public static long TickCount64
        {
            get
            {
                Here.Run.Require();
                return Here.Run.UptimeMilliseconds;
            }
        }
    }
}

namespace nanoFramework.Runtime.Native
{
    public enum RebootOption
    {
        NormalReboot = 0,
        EnterNanoBooter = 1,
        ClrOnly = 2,
        EnterProprietaryBooter = 8,
    }

    public class Power
    {
        public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot)
        {
            Here.Run.End(OffCause.Reboot);
            Here.Run.Require();
        }
    }

    public static class Rtc
    {
        public static bool SetSystemTime(nano::System.DateTime time)
        {
            Here.Board.Clock.Set(new System.DateTime(time.Ticks, System.DateTimeKind.Utc));
            return true;
        }
    }

    public static class GC
    {
        /// <summary>Free managed bytes: .NET keeps no such book, so what a reference board has after boot.</summary>
        public static uint Run(bool compactHeap)
        {
            Here.Run.Require();
            return 2_000_000;
        }
    }

    public static class SystemInfo
    {
        public static string TargetName => Here.Board.TargetName;
    }
}
