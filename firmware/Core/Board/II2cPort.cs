namespace GreenPow.Core
{
    /// <summary>Raw transfers with one device on an I2C bus, for chips that are spoken to in packets instead of registers.</summary>
    public interface II2cPort
    {
        /// <summary>Writes bytes to the device; false when it does not acknowledge.</summary>
        bool Send(byte[] from, int at, int count);

        /// <summary>Reads exactly <paramref name="count"/> bytes; false when the device does not acknowledge.</summary>
        bool Receive(byte[] into, int at, int count);

        /// <summary>Holds SDA low for at least <paramref name="microseconds"/> by a write of zero to address 0: wakes a sleeping device.</summary>
        void Wake(int microseconds);

        /// <summary>Waits; the bus is not used meanwhile.</summary>
        void Delay(int milliseconds);
    }
}
