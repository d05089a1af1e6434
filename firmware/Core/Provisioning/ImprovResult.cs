using System;

namespace GreenPow.Core
{
    /// <summary>
    /// An RPC result: command u8 | data length u8 | strings, each behind its length u8. One object serves all commands;
    /// over Bluetooth a checksum follows, over serial the packet has its own.
    /// </summary>
    public sealed class ImprovResult
    {
        // A serial packet counts command and length too: 253 bytes of strings go through both channels.
        public const int MaximumLength = 255;

        private readonly byte[] _bytes = new byte[MaximumLength + 1];

        /// <summary>Command, data length and strings; one byte is free behind them.</summary>
        public byte[] Data => _bytes;

        public int Length { get; private set; }

        public int StringCount { get; private set; }

        public void Begin(byte command)
        {
            _bytes[0] = command;
            Clear();
        }

        /// <summary>False when it does not fit any more, and then it is not there.</summary>
        public bool Add(string text)
        {
            int length = Utf8.Write(text, null, 0);
            if (Length + 1 + length > MaximumLength) return false;
            _bytes[Length] = (byte)length;
            Utf8.Write(text, _bytes, Length + 1);
            Grow(length);
            return true;
        }

        public bool Add(byte[] from, int at, int count)
        {
            if (Length + 1 + count > MaximumLength) return false;
            _bytes[Length] = (byte)count;
            Array.Copy(from, at, _bytes, Length + 1, count);
            Grow(count);
            return true;
        }

        /// <summary>Says why instead of everything said so far; returns the error state that goes with it.</summary>
        public byte Refuse(string reason)
        {
            Clear();
            Add(reason.Length > 200 ? reason.Substring(0, 200) : reason);
            return ImprovError.Unknown;
        }

        private void Clear()
        {
            _bytes[1] = 0;
            Length = 2;
            StringCount = 0;
        }

        private void Grow(int length)
        {
            Length += 1 + length;
            _bytes[1] = (byte)(Length - 2);
            StringCount++;
        }
    }
}
