// nanoframework/nanoFramework.Runtime.Native v1.7.11, nanoFramework.Runtime.Native/{System/Environment,Power,RebootOption,RTC,GC,SystemInfo}.cs.
[assembly: System.Reflection.AssemblyVersion("1.7.11.0")]

namespace System
{
    public static class Environment
    {
        public static extern long TickCount64 { get; }
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
        public static extern void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot);
    }

    public static class Rtc
    {
        public static extern bool SetSystemTime(System.DateTime time);
    }

    public static class GC
    {
        public static extern uint Run(bool compactHeap);
    }
    public static class SystemInfo
    {
        public static extern string TargetName { get; }
    }
}
