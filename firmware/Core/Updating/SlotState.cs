namespace GreenPow.Core
{
    /// <summary>Where the image in a slot stands; the loader runs staged, trying and confirmed ones only.</summary>
    public static class SlotState
    {
        /// <summary>Nothing, or an image still on its way.</summary>
        public const byte Empty = 0;

        /// <summary>All there and its signature checked; not yet run.</summary>
        public const byte Staged = 1;

        /// <summary>Started, and the gateway has not yet heard from it.</summary>
        public const byte Trying = 2;

        /// <summary>Has reported to the gateway.</summary>
        public const byte Confirmed = 3;

        /// <summary>Did not load, did not report in time, or ended too often.</summary>
        public const byte Failed = 4;
    }
}
