using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Walks the records of one spool file, rebuilding every frame from the one before. Reads the flash in pieces, not field by field.</summary>
    public sealed class SpoolCursor
    {
        private const int WindowLength = 1024;

        private readonly IFlash _flash;
        private readonly byte[] _window = new byte[WindowLength];
        private readonly byte[] _hash = new byte[Sha256.DigestLength];
        private string _name;
        private int _windowAt;
        private int _windowCount;

        /// <param name="record">Where a record is taken apart; whoever writes records may lay his down in it between two calls.</param>
        public SpoolCursor(IFlash flash, byte[] deviceId, SpoolRecord record)
        {
            _flash = flash;
            Record = record;
            Array.Copy(deviceId, 0, Frame.DeviceId, 0, Identity.DeviceIdLength);
        }

        public SpoolRecord Record { get; }

        /// <summary>The report read last.</summary>
        public ReportFrame Frame { get; } = new ReportFrame();

        /// <summary>First sequence of the open file; 0 = none is open.</summary>
        public ulong FileSequence { get; private set; }

        /// <summary>Where the next record begins.</summary>
        public int Offset { get; private set; }

        /// <summary>Sequence that the next record must have.</summary>
        public ulong NextSequence { get; private set; }

        /// <summary>Hash of the frame read last.</summary>
        public byte[] Hash => _hash;

        public void Open(ulong fileSequence)
        {
            FileSequence = fileSequence;
            _name = SpoolFile.NameFor(fileSequence);
            Offset = SpoolFile.HeadLength;
            NextSequence = fileSequence;
            _windowCount = 0;
        }

        public void Close() => FileSequence = 0;

        /// <summary>The file grew: what was read of it is still true, but not all of it.</summary>
        public void Grew(ulong fileSequence)
        {
            if (FileSequence == fileSequence) _windowCount = 0;
        }

        /// <summary>Rebuilds the next frame; 0 where no whole record follows.</summary>
        public int Next(byte[] into, int at)
        {
            if (!Load() || !Unpack()) return 0;
            if (!Record.IsAnchor) Array.Copy(_hash, 0, Frame.Previous, 0, Sha256.DigestLength);
            int length = Frame.Write(into, at);
            Sha256.Hash(into, at, length, _hash, 0);
            Step();
            return length;
        }

        /// <summary>
        /// Goes to just before a sequence: over record lengths alone to the last anchor at or before it, then by rebuilding.
        /// False when the file does not hold what is between whole.
        /// </summary>
        public bool Seek(ulong fileSequence, ulong sequence, byte[] scratch)
        {
            Open(fileSequence);
            int anchorOffset = Offset;
            ulong anchorSequence = NextSequence;
            while (NextSequence <= sequence && Fill(SpoolRecord.HeaderLength))
            {
                int header = Offset - _windowAt;
                if (!SpoolRecord.IsHeader(_window, header)) break;
                if (SpoolRecord.IsAnchorAt(_window, header))
                {
                    anchorOffset = Offset;
                    anchorSequence = NextSequence;
                }

                Offset += SpoolRecord.LengthOf(_window, header);
                NextSequence++;
            }

            if (NextSequence <= sequence) return false;
            Offset = anchorOffset;
            NextSequence = anchorSequence;
            while (NextSequence < sequence)
            {
                if (Next(scratch, 0) == 0) return false;
            }

            return true;
        }

        /// <summary>Reads to the end. Sequence of the last whole record and of the last one sealed; 0 where there is none.</summary>
        public ulong LastOf(ulong fileSequence, out ulong lastSealed)
        {
            lastSealed = 0;
            Open(fileSequence);
            while (Load() && Unpack())
            {
                if (Frame.IsSealed) lastSealed = NextSequence;
                Step();
            }

            return NextSequence == fileSequence ? 0 : NextSequence - 1;
        }

        /// <summary>
        /// True when what stands behind the last whole record can only be the beginning of one: a power cut in an append.
        /// A whole record that cannot be read is damage, and nobody knows what it said.
        /// </summary>
        public bool IsTornAtMost(int fileBytes)
        {
            int rest = fileBytes - Offset;
            if (rest < SpoolRecord.HeaderLength) return true;
            if (!Fill(SpoolRecord.HeaderLength)) return false;
            int header = Offset - _windowAt;
            return SpoolRecord.IsHeader(_window, header) && SpoolRecord.LengthOf(_window, header) > rest;
        }

        private bool Load()
        {
            if (FileSequence == 0 || !Fill(SpoolRecord.HeaderLength)) return false;
            if (!SpoolRecord.IsHeader(_window, Offset - _windowAt)) return false;
            int length = SpoolRecord.LengthOf(_window, Offset - _windowAt);
            if (!Fill(length)) return false;
            Array.Copy(_window, Offset - _windowAt, Record.Data, 0, length);
            return Record.IsWhole();
        }

        private bool Unpack()
        {
            // The first record of a file needs none before it.
            if (!Record.IsAnchor && NextSequence == FileSequence) return false;
            if (!Record.Unpack(Frame)) return false;
            if (Record.IsAnchor && Frame.Sequence != NextSequence) return false;
            Frame.Sequence = NextSequence;
            return true;
        }

        // Has so many bytes from the offset on in the window.
        private bool Fill(int count)
        {
            if (Offset >= _windowAt && Offset + count <= _windowAt + _windowCount) return true;
            _windowAt = Offset;
            _windowCount = _flash.Read(_name, Offset, _window, 0, WindowLength);
            return _windowCount >= count;
        }

        private void Step()
        {
            Offset += Record.Length;
            NextSequence++;
        }
    }
}
