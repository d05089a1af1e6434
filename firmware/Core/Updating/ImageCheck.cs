using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Hashes the file of a slot piece by piece and then checks its signature; nothing runs that did not pass here.</summary>
    public sealed class ImageCheck
    {
        /// <summary>Eight blocks of SHA-256, some 50 ms on the chip: between two of them the meters are read.</summary>
        public const int SliceLength = 512;

        private readonly IFlash _flash;
        private readonly byte[] _releaseKey;
        private readonly byte[] _slice = new byte[SliceLength];
        private readonly Sha256 _sha = new Sha256();
        private UpdateHeader _header;
        private string _file;
        private int _at;

        public ImageCheck(IFlash flash, byte[] releaseKey65)
        {
            _flash = flash;
            _releaseKey = releaseKey65;
        }

        public void Begin(int slot)
        {
            _header = SlotFile.TryReadHeader(_flash, slot);
            _file = Slots.FileOf(slot);
            _at = UpdateHeader.Length;
            _sha.Reset();
        }

        /// <summary>One more slice; true when there is a result: <see cref="UpdateFault.None"/> or what is wrong.</summary>
        public bool Step(out byte fault)
        {
            fault = UpdateFault.Header;
            if (_header == null) return true;
            fault = UpdateFault.None;
            int left = _header.FileLength - _at;
            if (left > 0)
            {
                int count = left < SliceLength ? left : SliceLength;
                fault = UpdateFault.Length;
                if (_flash.Read(_file, _at, _slice, 0, count) != count) return true;
                _sha.Update(_slice, 0, count);
                _at += count;
                fault = UpdateFault.None;
                return false;
            }

            byte[] digest = new byte[Sha256.DigestLength];
            _sha.Finish(digest, 0);
            if (!Bytes.Equal(digest, 0, _header.ImageDigest, 0, Sha256.DigestLength)) fault = UpdateFault.Digest;
            else if (!_header.IsSignedBy(_releaseKey)) fault = UpdateFault.ReleaseKey;
            return true;
        }

        /// <summary>The header that was checked.</summary>
        public UpdateHeader Header => _header;
    }
}
