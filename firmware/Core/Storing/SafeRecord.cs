using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// A small record that is replaced as a whole. Two files take turns, so a power cut while one is written leaves the other.
    /// File: generation u32 | payload | CRC-32C u32.
    /// </summary>
    public sealed class SafeRecord
    {
        private const int Overhead = 8;

        // A read that fails may have been disturbed; what fails three times is broken.
        private const int ReadAttempts = 3;

        private readonly IFlash _flash;
        private readonly string _name;
        private uint _generation;

        public SafeRecord(IFlash flash, string name)
        {
            _flash = flash;
            _name = name;
        }

        /// <summary>Found by <see cref="Load"/>: there are files of this record and none of them can be read.</summary>
        public bool IsBroken { get; private set; }

        /// <summary>The newest whole payload, or null when there is none.</summary>
        public byte[] Load()
        {
            byte[] even = LoadFile(0, out uint evenGeneration);
            byte[] odd = LoadFile(1, out uint oddGeneration);
            bool isOdd = odd != null && (even == null || oddGeneration > evenGeneration);
            _generation = isOdd ? oddGeneration : evenGeneration;
            IsBroken = even == null && odd == null && (_flash.Length(FileName(0)) >= 0 || _flash.Length(FileName(1)) >= 0);
            return isOdd ? odd : even;
        }

        /// <summary>Replaces the payload; false when the flash is full, and then the old one still holds.</summary>
        public bool Save(byte[] payload)
        {
            // A broken file that could be read again one day must not come back with a higher generation.
            if (IsBroken && !SaveOnce(payload)) return false;
            IsBroken = false;
            return SaveOnce(payload);
        }

        private bool SaveOnce(byte[] payload)
        {
            byte[] file = new byte[payload.Length + Overhead];
            Bytes.WriteUInt32(file, 0, _generation + 1);
            Array.Copy(payload, 0, file, 4, payload.Length);
            Bytes.WriteUInt32(file, file.Length - 4, Crc32C.Of(file, 0, file.Length - 4));
            if (!_flash.Replace(FileName((_generation + 1) & 1), file, 0, file.Length)) return false;
            _generation++;
            return true;
        }

        private byte[] LoadFile(uint turn, out uint generation)
        {
            generation = 0;
            int length = _flash.Length(FileName(turn));
            if (length < Overhead) return null;
            byte[] file = new byte[length];
            for (int attempt = 0; attempt < ReadAttempts; attempt++)
            {
                if (_flash.Read(FileName(turn), 0, file, 0, length) != length) continue;
                if (Bytes.ReadUInt32(file, length - 4) != Crc32C.Of(file, 0, length - 4)) continue;
                generation = Bytes.ReadUInt32(file, 0);
                byte[] payload = new byte[length - Overhead];
                Array.Copy(file, 4, payload, 0, payload.Length);
                return payload;
            }

            return null;
        }

        private string FileName(uint turn) => _name + (turn == 0 ? "-0" : "-1");
    }
}
