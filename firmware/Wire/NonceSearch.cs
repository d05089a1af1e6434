using System;

namespace GreenPow.Wire
{
    /// <summary>Tries nonces on one header without allocating: only the last lane of the message changes from one to the next.</summary>
    public sealed class NonceSearch
    {
        private const int NonceLane = 9;

        private readonly Keccak256 keccak = new Keccak256();
        private readonly ulong[] message = new ulong[25];
        private readonly ulong[] target = new ulong[4];

        public void Load(byte[] header76, byte[] target32LittleEndian)
        {
            Array.Clear(message, 0, message.Length);
            for (int i = 0; i < NonceLane; i++)
                message[i] = Bytes.ReadUInt64(header76, 8 * i);
            message[NonceLane] = Bytes.ReadUInt32(header76, 8 * NonceLane);
            // Keccak's padding for a message of 80 bytes in a block of 136.
            message[10] = 0x01;
            message[16] = 0x8000000000000000;
            for (int i = 0; i < 4; i++)
                target[i] = Bytes.ReadUInt64(target32LittleEndian, 8 * i);
        }

        /// <summary>True when the header with this nonce meets the target.</summary>
        public bool Try(uint nonce)
        {
            ulong[] lanes = keccak.Lanes;
            Array.Copy(message, 0, lanes, 0, 25);
            lanes[NonceLane] |= (ulong)nonce << 32;
            keccak.Permute();
            for (int i = 3; i >= 0; i--)
            {
                if (lanes[i] != target[i])
                    return lanes[i] < target[i];
            }
            return true;
        }
    }
}
