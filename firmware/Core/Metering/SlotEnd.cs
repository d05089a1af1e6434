namespace GreenPow.Core
{
    /// <summary>A slot that is over.</summary>
    public sealed class SlotEnd
    {
        public SlotEnd(long start, int seconds, int intervals, bool isSynchronised)
        {
            Start = start;
            Seconds = seconds;
            Intervals = intervals;
            IsSynchronised = isSynchronised;
        }

        /// <summary>UTC seconds, or seconds since boot while not synchronised.</summary>
        public long Start { get; }

        public int Seconds { get; }

        /// <summary>Equal intervals whose means are known.</summary>
        public int Intervals { get; }

        public bool IsSynchronised { get; }
    }
}
