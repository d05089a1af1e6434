namespace GreenPow.Core
{
    /// <summary>The wall clock of the board; elapsed time comes from the argument of <c>Device.Step</c>, never from here.</summary>
    public interface IClock
    {
        /// <summary>UTC in milliseconds since 1970; meaningless while <see cref="IsSynchronised"/> is false.</summary>
        long UtcUnixMilliseconds { get; }

        /// <summary>True once time came from SNTP or from a real-time clock that was set and kept running.</summary>
        bool IsSynchronised { get; }
    }
}
