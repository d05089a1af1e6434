namespace GreenPow.Core
{
    /// <summary>Full-duplex transfers with one chip on an SPI bus; its select line is low for exactly one transfer.</summary>
    public interface ISpiBus
    {
        /// <summary>Sends <paramref name="count"/> bytes and fills <paramref name="received"/> with what came meanwhile.</summary>
        void Transfer(byte[] sent, byte[] received, int count);

        /// <summary>Waits; the bus is not used meanwhile.</summary>
        void Delay(int milliseconds);
    }
}
