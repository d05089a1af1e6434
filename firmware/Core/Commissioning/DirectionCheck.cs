namespace GreenPow.Core
{
    /// <summary>Whether current flows through a clamp the way its channel counts it.</summary>
    public static class DirectionCheck
    {
        public const byte Right = 0;
        public const byte Wrong = 1;
        public const byte NoLoad = 2;
        public const byte NoAnswer = 3;

        public static byte Of(LiveValue value, uint zeroMilliwatts, bool reversed)
        {
            if (!value.IsThere) return NoAnswer;
            long size = value.Microamps < 0 ? -value.Microamps : value.Microamps;
            if (size < CalibrationLimits.LeastLoadOfZero * CalibrationLimits.ZeroMicroamps(zeroMilliwatts, value.Millivolts)) return NoLoad;
            return (value.Microamps < 0) == reversed ? Right : Wrong;
        }

        public static string Text(byte verdict)
        {
            switch (verdict)
            {
                case Right: return "The direction is right";
                case Wrong: return "The current flows the other way: turn the clamp, or invert the meter";
                case NoLoad: return "Nothing flows: switch on what this channel measures";
                default: return "The meter does not answer";
            }
        }
    }
}
