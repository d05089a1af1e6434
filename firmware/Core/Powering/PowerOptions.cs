using System;

namespace GreenPow.Core
{
    /// <summary>When the device sleeps and when its supply is too low.</summary>
    public sealed class PowerOptions
    {
        /// <summary>Generation below this is night; 0 = the device never sleeps for lack of light.</summary>
        public int DarkMilliwatts;

        /// <summary>How long it must be dark before the device sleeps, 60 to 3600 s.</summary>
        public int DarkHoldSeconds = 600;

        /// <summary>With at least this much battery it stays awake at night; 0 = it always sleeps.</summary>
        public int AwakeAboveMillivolts;

        /// <summary>Supply or battery below this is too low to go on; 0 = not watched.</summary>
        public int LowMillivolts;

        /// <summary>... until it is this much above again.</summary>
        public int LowHysteresisMillivolts = 200;

        /// <summary>The longest single sleep, 10 to 360 minutes: what a wrong guess about the morning costs at most.</summary>
        public int LongestSleepMinutes = 120;

        /// <summary>Refuses settings that would keep the device asleep or awake for no reason.</summary>
        public void Check()
        {
            if (DarkMilliwatts < 0 || AwakeAboveMillivolts < 0 || LowMillivolts < 0) throw new ArgumentException("DarkMilliwatts, AwakeAboveMillivolts and LowMillivolts must not be negative");
            if (DarkHoldSeconds < 60 || DarkHoldSeconds > 3600) throw new ArgumentException("DarkHoldSeconds must be 60 to 3600");
            if (LowHysteresisMillivolts < 50) throw new ArgumentException("LowHysteresisMillivolts must be at least 50");
            if (LongestSleepMinutes < 10 || LongestSleepMinutes > 360) throw new ArgumentException("LongestSleepMinutes must be 10 to 360");
        }
    }
}
