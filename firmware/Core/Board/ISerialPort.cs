namespace GreenPow.Core
{
    /// <summary>The installer's cable: bytes in, bytes out, never blocking.</summary>
    public interface ISerialPort
    {
        /// <summary>Copies what has arrived, at most <paramref name="count"/> bytes; returns how many.</summary>
        int Read(byte[] into, int at, int count);

        void Write(byte[] from, int at, int count);
    }
}
