namespace GreenPow.Core
{
    /// <summary>
    /// One conversation with the chip: wake, commands, sleep. Reads an answer again when its CRC is wrong, sends a command again when the chip
    /// says that it came broken (it has done nothing then), and gives up otherwise: whoever called begins the conversation anew.
    /// </summary>
    public sealed class AteccBus
    {
        /// <summary>tWLO is 60 us; a byte of zeros at 100 kHz is 80.</summary>
        private const int WakeMicroseconds = 80;

        /// <summary>tWHI, 1.5 ms.</summary>
        private const int WakeMilliseconds = 2;

        /// <summary>With the power-on self-test switched on the chip wakes later.</summary>
        private const int WakeAttempts = 4;
        private const int PollMilliseconds = 5;

        /// <summary>
        /// An ATECC608A needs at most 115 ms for any command, 295 with its clock divided by two; of the 608B no times are published, and
        /// the maker's library asks for 2.5 s. Within this every watchdog (0.7 to 1.7 s) but the slowest has struck. A chip at work does not
        /// acknowledge, so only one that fell asleep is waited for in vain.
        /// </summary>
        private const int LongestMilliseconds = 1200;

        private const int ReadAttempts = 3;
        private const int SendAttempts = 3;

        private readonly II2cPort _port;
        private readonly byte[] _answer = new byte[64 + AteccPacket.ResponseOverhead];

        public AteccBus(II2cPort port)
        {
            _port = port;
        }

        /// <summary>Wakes the chip; false when it does not answer with 04 11 33 43.</summary>
        public bool Begin()
        {
            for (int attempt = 0; attempt < WakeAttempts; attempt++)
            {
                _port.Wake(WakeMicroseconds);
                _port.Delay(WakeMilliseconds);
                if (_port.Receive(_answer, 0, AteccPacket.StatusLength) && AteccPacket.IsWhole(_answer, AteccPacket.StatusLength)
                    && _answer[1] == AteccStatus.AfterWake) return true;
                // Awake already, in an unknown state: a wake is ignored then.
                End();
            }

            return false;
        }

        /// <summary>Puts the chip to sleep (150 nA); what it held in its volatile memory is gone.</summary>
        public void End()
        {
            byte[] sleep = { AteccWord.Sleep };
            _port.Send(sleep, 0, 1);
        }

        /// <summary>
        /// Runs one command. <paramref name="into"/> gets the answer's data; null when only a status is expected.
        /// Returns one of <see cref="AteccStatus"/>: Success also when data came.
        /// </summary>
        /// <param name="shortestMilliseconds">Nothing is asked before.</param>
        public int Run(byte[] packet, int shortestMilliseconds, byte[] into)
        {
            int status = AteccStatus.NoAnswer;
            for (int attempt = 0; attempt < SendAttempts; attempt++)
            {
                if (!_port.Send(packet, 0, packet.Length)) return AteccStatus.NoAnswer;
                status = Await(shortestMilliseconds, into);
                if (status != AteccStatus.CommunicationError) return status;
            }

            return status;
        }

        // A busy chip does not acknowledge its address.
        private int Await(int shortestMilliseconds, byte[] into)
        {
            int expected = into == null ? AteccPacket.StatusLength : into.Length + AteccPacket.ResponseOverhead;
            _port.Delay(shortestMilliseconds);
            for (int waited = shortestMilliseconds; !_port.Receive(_answer, 0, expected); waited += PollMilliseconds)
            {
                if (waited > LongestMilliseconds) return AteccStatus.NoAnswer;
                _port.Delay(PollMilliseconds);
            }

            for (int attempt = 1; !AteccPacket.IsWhole(_answer, expected); attempt++)
                if (attempt == ReadAttempts || !ReadAgain(expected)) return AteccStatus.NoAnswer;
            if (_answer[0] == AteccPacket.StatusLength) return into == null || _answer[1] != AteccStatus.Success ? _answer[1] : AteccStatus.NoAnswer;
            if (into == null || _answer[0] != expected) return AteccStatus.NoAnswer;
            for (int i = 0; i < into.Length; i++) into[i] = _answer[i + 1];
            return AteccStatus.Success;
        }

        private bool ReadAgain(int expected)
        {
            byte[] reset = { AteccWord.Reset };
            return _port.Send(reset, 0, 1) && _port.Receive(_answer, 0, expected);
        }
    }
}
