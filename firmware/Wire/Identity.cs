using System;

namespace GreenPow.Wire
{
    /// <summary>Names derived by SHA-256: of a device from its key, of a network from chain and registry, of a history's beginning from both.</summary>
    public static class Identity
    {
        public const int DeviceIdLength = 16;
        public const int NetworkIdLength = 8;
        public const int PublicKeyLength = 65;

        private static readonly byte[] NetworkPrefix = Bytes.Ascii("GreenPow/1 network\0");
        private static readonly byte[] GenesisPrefix = Bytes.Ascii("GreenPow/1 genesis\0");

        /// <summary>First 16 bytes of SHA-256 of the uncompressed public key (0x04, x, y).</summary>
        public static void DeviceId(byte[] publicKey65, byte[] id16)
        {
            byte[] digest = new byte[Sha256.DigestLength];
            Sha256.Hash(publicKey65, 0, PublicKeyLength, digest, 0);
            Array.Copy(digest, 0, id16, 0, DeviceIdLength);
        }

        /// <summary>First 8 bytes of SHA-256("GreenPow/1 network\0", chainId, registry): one sealed history belongs to one DAO on one chain.</summary>
        public static void NetworkId(ulong chainId, byte[] registry20, byte[] network8)
        {
            byte[] chain = new byte[8];
            Bytes.WriteUInt64(chain, 0, chainId);
            byte[] digest = new byte[Sha256.DigestLength];
            Sha256 sha = new Sha256();
            sha.Update(NetworkPrefix, 0, NetworkPrefix.Length);
            sha.Update(chain, 0, 8);
            sha.Update(registry20, 0, 20);
            sha.Finish(digest, 0);
            Array.Copy(digest, 0, network8, 0, NetworkIdLength);
        }

        /// <summary>What the report of sequence 1 names as its predecessor: SHA-256("GreenPow/1 genesis\0", networkId, deviceId).</summary>
        public static void Genesis(byte[] network8, byte[] deviceId, byte[] digest32)
        {
            Sha256 sha = new Sha256();
            sha.Update(GenesisPrefix, 0, GenesisPrefix.Length);
            sha.Update(network8, 0, NetworkIdLength);
            sha.Update(deviceId, 0, DeviceIdLength);
            sha.Finish(digest32, 0);
        }

        /// <summary>32 lower-case hexadecimal digits: the form in topics, client ids and pages.</summary>
        public static string Text(byte[] deviceId, int at)
        {
            return Bytes.ToHex(deviceId, at, DeviceIdLength);
        }

        /// <summary>True only for the form that <see cref="Text"/> writes.</summary>
        public static bool IsText(string text)
        {
            if (text == null || text.Length != 2 * DeviceIdLength)
                return false;
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
                    return false;
            }
            return true;
        }
    }
}
