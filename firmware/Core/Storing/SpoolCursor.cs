using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Walks the records of one spool file, rebuilding every frame from the hash of the one before.</summary>
    public sealed class SpoolCursor
    {
        private readonly IFlash _flash;
        private readonly byte[] _deviceId;
        private readonly byte[] _previous = new byte[Sha256.DigestLength];

        public SpoolCursor(IFlash flash, byte[] deviceId)
        {
            _flash = flash;
            _deviceId = deviceId;
        }

        public SpoolRecord Record { get; } = new SpoolRecord();

        public SpoolFile File { get; private set; }

        /// <summary>Where the next record begins.</summary>
        public int Offset { get; private set; }

        /// <summary>Sequence that the next record must have.</summary>
        public ulong NextSequence { get; private set; }

        /// <summary>Hash of the frame read last.</summary>
        public byte[] Hash => _previous;

        public void Open(SpoolFile file)
        {
            File = file;
            Offset = SpoolFile.HeadLength;
            NextSequence = file.FirstSequence;
            Array.Copy(file.Previous, 0, _previous, 0, Sha256.DigestLength);
        }

        public void Close() => File = null;

        /// <summary>Rebuilds the next frame; 0 where no whole record follows.</summary>
        public int Next(byte[] into, int at)
        {
            if (!Load()) return 0;
            int length = Record.Unpack(_deviceId, _previous, into, at);
            Sha256.Hash(into, at, length, _previous, 0);
            Step();
            return length;
        }

        /// <summary>
        /// Goes to just before a sequence: first over record heads alone to the last record that carries its predecessor's hash,
        /// then by rebuilding. False when the file does not hold what is before it whole.
        /// </summary>
        public bool Seek(SpoolFile file, ulong sequence, byte[] scratch)
        {
            Open(file);
            int anchorOffset = Offset;
            ulong anchorSequence = NextSequence;
            while (NextSequence <= sequence)
            {
                if (!Load()) break;
                if (Record.HasPrevious)
                {
                    anchorOffset = Offset;
                    anchorSequence = NextSequence;
                }

                Step();
            }

            Offset = anchorOffset;
            NextSequence = anchorSequence;
            while (NextSequence < sequence)
            {
                if (Next(scratch, 0) == 0) return false;
            }

            return true;
        }

        /// <summary>Sequence of the last whole record and of the last one sealed; 0 where there is none.</summary>
        public ulong LastOf(SpoolFile file, out ulong lastSealed)
        {
            lastSealed = 0;
            Open(file);
            while (Load())
            {
                if (Record.HasPrevious) lastSealed = NextSequence;
                Step();
            }

            return NextSequence == file.FirstSequence ? 0 : NextSequence - 1;
        }

        private bool Load() => File != null && Record.TryLoad(_flash, File.Name, Offset) && Record.Sequence == NextSequence;

        private void Step()
        {
            Offset += Record.Length;
            NextSequence++;
        }
    }
}
