namespace GreenPow.Core
{
    /// <summary>
    /// The message of topic `live`: unsigned, for display only, never counted and never minted. ASCII JSON without spaces:
    /// <code>{"t":1792540800,"mw":[151234,20100],"mv":[38120,38110],"mwh":[1234567,20345],"hps":50}</code>
    /// t = unix seconds (0 = clock not synchronised); per channel mw = power in mW, mv = voltage in mV,
    /// mwh = energy counter in mWh; hps = heartbeat hashes tried per second; and where something is wrong,
    /// trouble = the number of it as in <see cref="Trouble"/>.
    /// </summary>
    public sealed class LiveMessage
    {
        public const int MaximumLength = 400;

        private readonly byte[] _bytes;
        private int _length;

        /// <param name="into">At least <see cref="MaximumLength"/> bytes, which hold a message from <see cref="Compose"/> until it is published.</param>
        public LiveMessage(byte[] into)
        {
            _bytes = into;
        }

        public byte[] Payload => _bytes;

        /// <summary>Composes the message into <see cref="Payload"/> and returns its length.</summary>
        public int Compose(long unixSeconds, Channel[] channels, long hashesPerSecond, byte trouble)
        {
            _length = 0;
            Text("{\"t\":");
            Number(unixSeconds);
            Text(",\"mw\":[");
            for (int i = 0; i < channels.Length; i++) Item(i, channels[i].PowerMilliwatts);
            Text("],\"mv\":[");
            for (int i = 0; i < channels.Length; i++) Item(i, channels[i].Millivolts);
            Text("],\"mwh\":[");
            for (int i = 0; i < channels.Length; i++) Item(i, (long)channels[i].Counter.MilliwattHours);
            Text("],\"hps\":");
            Number(hashesPerSecond);
            if (trouble != Trouble.None)
            {
                Text(",\"trouble\":");
                Number(trouble);
            }

            Text("}");
            return _length;
        }

        private void Item(int index, long value)
        {
            if (index > 0) Text(",");
            Number(value);
        }

        private void Number(long value) => Text(value.ToString());

        private void Text(string ascii)
        {
            for (int i = 0; i < ascii.Length; i++) _bytes[_length++] = unchecked((byte)ascii[i]);
        }
    }
}
