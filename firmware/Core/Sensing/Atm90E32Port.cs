namespace GreenPow.Core
{
    /// <summary>
    /// The ATM90E32's transfers: 4 bytes, read bit and 15 bits of address, then 16 bits of data, most significant first.
    /// Reading an energy register empties it, so what a disturbed wire swallowed is asked for again.
    /// </summary>
    public sealed class Atm90E32Port
    {
        private readonly ISpiBus _bus;
        private readonly byte[] _sent = new byte[4];
        private readonly byte[] _received = new byte[4];

        public Atm90E32Port(ISpiBus bus)
        {
            _bus = bus;
        }

        /// <summary>One transfer, as it came.</summary>
        public int Read(int register) => Transfer(register | Atm90E32Register.ReadBit, 0);

        /// <summary>
        /// Reads a register that reading clears. The chip keeps what it sent last, so a disturbed wire is outvoted: two of three
        /// answers agree, or the value is lost and the answer false.
        /// </summary>
        public bool ReadOnce(int register, out int value)
        {
            value = Read(register);
            int kept = Read(Atm90E32Register.LastData);
            if (kept == value) return true;
            int again = Read(Atm90E32Register.LastData);
            if (again != value && again != kept) return false;
            value = again;
            return true;
        }

        /// <summary>Writes, and reads back what arrived.</summary>
        public bool Write(int register, int value)
        {
            Transfer(register, value);
            return Read(register) == value;
        }

        /// <summary>For registers that do something: they are judged by what the chip then is.</summary>
        public void Command(int register, int value)
        {
            Transfer(register, value);
        }

        public void Delay(int milliseconds) => _bus.Delay(milliseconds);

        private int Transfer(int command, int value)
        {
            _sent[0] = unchecked((byte)(command >> 8));
            _sent[1] = unchecked((byte)command);
            _sent[2] = unchecked((byte)(value >> 8));
            _sent[3] = unchecked((byte)value);
            _bus.Transfer(_sent, _received, 4);
            return (_received[2] << 8) | _received[3];
        }
    }
}
