namespace GreenPow.Core
{
    /// <summary>The chip's own supply and life.</summary>
    public interface IPower
    {
        /// <summary>Sleeps deeply and starts the firmware anew after this time; does not return on the chip.</summary>
        void DeepSleep(long milliseconds);

        /// <summary>Starts the firmware anew; does not return on the chip.</summary>
        void Reboot();

        /// <summary>Supply or battery voltage in millivolts; -1 when the board cannot tell.</summary>
        int SupplyMillivolts { get; }
    }
}
