namespace GreenPow.Core
{
    /// <summary>Registers of one chip on the I2C bus, most significant byte first, as Texas Instruments' monitors send them.</summary>
    public sealed class RegisterPort
    {
        private readonly II2cBus _bus;
        private readonly byte _address;
        private readonly byte[] _bytes = new byte[5];

        public RegisterPort(II2cBus bus, byte address)
        {
            _bus = bus;
            _address = address;
        }

        /// <summary>Reads 1 to 5 bytes as an unsigned number; false when the chip does not acknowledge.</summary>
        public bool Read(byte register, int count, out long value)
        {
            byte[] b = _bytes;
            value = 0;
            if (!_bus.Read(_address, register, b, 0, count)) return false;
            // Written out: half of what a sample costs the interpreter would be this loop.
            if (count == 2) value = b[0] << 8 | b[1];
            else if (count == 3) value = b[0] << 16 | b[1] << 8 | b[2];
            else if (count == 5) value = (long)(b[0] << 8 | b[1]) << 24 | (long)(b[2] << 16 | b[3] << 8 | b[4]);
            else for (int i = 0; i < count; i++) value = (value << 8) | b[i];
            return true;
        }

        public bool Holds(byte register, int value) => Read(register, 2, out long held) && held == value;

        public bool Write16(byte register, int value)
        {
            _bytes[0] = unchecked((byte)(value >> 8));
            _bytes[1] = unchecked((byte)value);
            return _bus.Write(_address, register, _bytes, 0, 2);
        }

        /// <summary>The lowest <paramref name="bits"/> of a number in two's complement.</summary>
        public static long SignExtend(long value, int bits)
        {
            long sign = 1L << (bits - 1);
            return (value ^ sign) - sign;
        }
    }
}
