namespace GreenPow.Wire
{
    /// <summary>The default heartbeat job: previous = a fresh block hash (nobody works ahead), merkle root bound to the device (nobody hands in another's work).</summary>
    public static class BeaconJob
    {
        /// <summary>As in MaxCoin's genesis block.</summary>
        public const uint Version = 112;

        public static void Header76(byte[] previous32, byte[] deviceId, uint jobId, byte[] poolNonce16, uint time, uint bits, byte[] header76)
        {
            byte[] root = new byte[Sha256.DigestLength];
            MerkleRoot(deviceId, jobId, poolNonce16, root);
            MaxcoinHeader.Build(Version, previous32, root, time, bits, header76);
        }

        /// <summary>SHA-256(deviceId, jobId u32, poolNonce).</summary>
        public static void MerkleRoot(byte[] deviceId, uint jobId, byte[] poolNonce16, byte[] root32)
        {
            byte[] number = new byte[4];
            Bytes.WriteUInt32(number, 0, jobId);
            Sha256 sha = new Sha256();
            sha.Update(deviceId, 0, Identity.DeviceIdLength);
            sha.Update(number, 0, 4);
            sha.Update(poolNonce16, 0, WorkFrame.PoolNonceLength);
            sha.Finish(root32, 0);
        }
    }
}
