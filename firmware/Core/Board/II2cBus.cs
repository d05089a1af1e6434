namespace GreenPow.Core
{
    /// <summary>Register access on an I2C bus; bytes travel most significant first, as the chips send them.</summary>
    public interface II2cBus
    {
        /// <summary>Reads <paramref name="count"/> bytes of one register; false when the device does not acknowledge.</summary>
        bool Read(byte deviceAddress, byte register, byte[] into, int at, int count);

        /// <summary>Writes <paramref name="count"/> bytes of one register; false when the device does not acknowledge.</summary>
        bool Write(byte deviceAddress, byte register, byte[] from, int at, int count);
    }
}
