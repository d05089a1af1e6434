using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// The device's signed records (commissioning, ownership, succession), kept until the gateway has acknowledged them: made without
    /// a network if need be, and published on `record` one after the other.
    /// </summary>
    public sealed class RecordShelf
    {
        // In this order: an application needs both of the first before a succession means anything.
        private static readonly byte[] Kinds = { FrameKind.Commissioning, FrameKind.Ownership, FrameKind.Succession };

        private readonly SafeRecord[] _files = new SafeRecord[Kinds.Length];
        private readonly byte[][] _frames = new byte[Kinds.Length][];
        private readonly bool[] _sent = new bool[Kinds.Length];

        public RecordShelf(IFlash flash)
        {
            for (int i = 0; i < Kinds.Length; i++) _files[i] = new SafeRecord(flash, "record" + Kinds[i].ToString());
        }

        /// <summary>Reads what is kept; call once at boot.</summary>
        public void Load()
        {
            for (int i = 0; i < Kinds.Length; i++)
            {
                byte[] stored = _files[i].Load();
                if (stored == null || stored.Length < 1 + FrameHeader.Length) continue;
                _sent[i] = stored[0] != 0;
                _frames[i] = new byte[stored.Length - 1];
                Array.Copy(stored, 1, _frames[i], 0, _frames[i].Length);
            }
        }

        /// <summary>Keeps a frame, to be sent; it takes the place of one of its kind. False for another kind or a full flash.</summary>
        public bool Keep(byte[] frame)
        {
            for (int i = 0; i < Kinds.Length; i++)
                if (frame.Length > 3 && frame[3] == Kinds[i]) return Save(i, frame, false);
            return false;
        }

        /// <summary>The newest frame of a kind; null when there is none.</summary>
        public byte[] Frame(byte kind)
        {
            for (int i = 0; i < Kinds.Length; i++)
                if (Kinds[i] == kind) return _frames[i];
            return null;
        }

        /// <summary>The next frame that the gateway has not acknowledged; null when it has them all.</summary>
        public byte[] NextToSend()
        {
            for (int i = 0; i < Kinds.Length; i++)
                if (_frames[i] != null && !_sent[i]) return _frames[i];
            return null;
        }

        /// <summary>The gateway has acknowledged this frame, the one that <see cref="NextToSend"/> gave.</summary>
        public void Sent(byte[] frame)
        {
            for (int i = 0; i < Kinds.Length; i++)
                if (_frames[i] == frame) Save(i, frame, true);
        }

        /// <summary>Another gateway knows none of them: all are sent again.</summary>
        public void SendAllAgain()
        {
            for (int i = 0; i < Kinds.Length; i++)
                if (_frames[i] != null && _sent[i]) Save(i, _frames[i], false);
        }

        private bool Save(int i, byte[] frame, bool sent)
        {
            byte[] payload = new byte[frame.Length + 1];
            payload[0] = sent ? (byte)1 : (byte)0;
            Array.Copy(frame, 0, payload, 1, frame.Length);
            if (!_files[i].Save(payload)) return false;
            _frames[i] = frame;
            _sent[i] = sent;
            return true;
        }
    }
}
