using System;

namespace GreenPow.Wire
{
    /// <summary>The first 128 bytes of a signed firmware file; the image (the assemblies of one firmware, as its .pe file) follows.</summary>
    /// <remarks>
    /// <code>
    ///  0  4  "GPFW"                       20  4  oldestAllowed, 4 numbers: once this image is confirmed nothing older is taken
    ///  4  1  format = 1                   24  4  imageLength u32, without this header
    ///  5  1  profile u8, 1 or 2            28 32  imageDigest = SHA-256 of the image
    ///  6  2  reserved = 0                 60  4  releaseKeyId = first 4 bytes of SHA-256 of the 65-byte public key
    ///  8  4  version, 4 numbers           64 64  signature of the release key over
    /// 12  4  minimumLoader, 4 numbers            SHA-256("GreenPow/1 firmware\0", bytes 0..63)
    /// 16  4  reserved = 0
    /// </code>
    /// </remarks>
    public sealed class UpdateHeader
    {
        public const int Length = 128;
        public const int LengthBeforeSignature = 64;
        public const int VersionLength = 4;
        public const int KeyIdLength = 4;

        /// <summary>First bytes of <see cref="ImageDigest"/>: names an image in <see cref="UpdateChunk"/> and <see cref="UpdateProgress"/>.</summary>
        public const int ImageIdLength = 8;

        /// <summary>What a chip can load: one managed array of an ESP32 holds at most 65,535 heap blocks of 12 bytes.</summary>
        public const int MaximumImageLength = 512 * 1024;

        private const uint Magic = 0x57465047;
        private const byte Format = 1;

        private static readonly byte[] Domain = Bytes.Ascii("GreenPow/1 firmware\0");

        /// <summary>The board it is built for: 1 = reference (ESP32-S3 with PSRAM), 2 = small (classic ESP32, 4 MB).</summary>
        public byte Profile;

        public readonly byte[] Version = new byte[VersionLength];

        /// <summary>Oldest deployed firmware that brings the packages which this image was built against.</summary>
        public readonly byte[] MinimumLoader = new byte[VersionLength];

        /// <summary>After this image nothing older is taken: raised by a release that closes a hole.</summary>
        public readonly byte[] OldestAllowed = new byte[VersionLength];

        public int ImageLength;
        public readonly byte[] ImageDigest = new byte[Sha256.DigestLength];
        public readonly byte[] ReleaseKeyId = new byte[KeyIdLength];
        public readonly byte[] Signature = new byte[P256.SignatureLength];

        /// <summary>Header and image.</summary>
        public int FileLength
        {
            get { return Length + ImageLength; }
        }

        public void Write(byte[] b, int at)
        {
            Array.Clear(b, at, Length);
            Bytes.WriteUInt32(b, at, Magic);
            b[at + 4] = Format;
            b[at + 5] = Profile;
            Array.Copy(Version, 0, b, at + 8, VersionLength);
            Array.Copy(MinimumLoader, 0, b, at + 12, VersionLength);
            Array.Copy(OldestAllowed, 0, b, at + 20, VersionLength);
            Bytes.WriteUInt32(b, at + 24, (uint)ImageLength);
            Array.Copy(ImageDigest, 0, b, at + 28, Sha256.DigestLength);
            Array.Copy(ReleaseKeyId, 0, b, at + 60, KeyIdLength);
            Array.Copy(Signature, 0, b, at + LengthBeforeSignature, P256.SignatureLength);
        }

        /// <summary>Reads what is well formed; whether it is signed says <see cref="IsSignedBy"/>. False with one of <see cref="UpdateFault"/>.</summary>
        public bool TryRead(byte[] b, int at, int n, out byte fault)
        {
            fault = UpdateFault.Header;
            if (n < Length || Bytes.ReadUInt32(b, at) != Magic || b[at + 4] != Format || Bytes.ReadUInt16(b, at + 6) != 0 || Bytes.ReadUInt32(b, at + 16) != 0)
                return false;
            fault = UpdateFault.Length;
            uint length = Bytes.ReadUInt32(b, at + 24);
            if (length == 0 || length > MaximumImageLength)
                return false;
            Profile = b[at + 5];
            Array.Copy(b, at + 8, Version, 0, VersionLength);
            Array.Copy(b, at + 12, MinimumLoader, 0, VersionLength);
            Array.Copy(b, at + 20, OldestAllowed, 0, VersionLength);
            ImageLength = (int)length;
            Array.Copy(b, at + 28, ImageDigest, 0, Sha256.DigestLength);
            Array.Copy(b, at + 60, ReleaseKeyId, 0, KeyIdLength);
            Array.Copy(b, at + LengthBeforeSignature, Signature, 0, P256.SignatureLength);
            fault = UpdateFault.None;
            return true;
        }

        /// <summary>What the release key signs.</summary>
        public void Digest(byte[] digest32)
        {
            byte[] bytes = new byte[Length];
            Write(bytes, 0);
            Sha256 sha = new Sha256();
            sha.Update(Domain, 0, Domain.Length);
            sha.Update(bytes, 0, LengthBeforeSignature);
            sha.Finish(digest32, 0);
        }

        /// <summary>True when this very header was signed by the release key; seconds on the chip.</summary>
        public bool IsSignedBy(byte[] releaseKey65)
        {
            byte[] digest = new byte[Sha256.DigestLength];
            KeyId(releaseKey65, digest);
            if (!Bytes.Equal(digest, 0, ReleaseKeyId, 0, KeyIdLength))
                return false;
            Digest(digest);
            return P256.Verify(releaseKey65, digest, Signature, 0);
        }

        /// <summary>Writes the id of a release key into the first four bytes of a 32-byte array.</summary>
        public static void KeyId(byte[] releaseKey65, byte[] digest32)
        {
            Sha256.Hash(releaseKey65, 0, releaseKey65.Length, digest32, 0);
        }

        /// <summary>Below 0, 0 or above 0, as a is older than, the same as or newer than b; 4 bytes each, major first.</summary>
        public static int CompareVersions(byte[] a, int aAt, byte[] b, int bAt)
        {
            for (int i = 0; i < VersionLength; i++)
                if (a[aAt + i] != b[bAt + i])
                    return a[aAt + i] - b[bAt + i];
            return 0;
        }
    }
}
