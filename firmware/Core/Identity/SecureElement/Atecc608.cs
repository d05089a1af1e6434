using System;

namespace GreenPow.Core
{
    /// <summary>
    /// The commands of an ATECC608A or B that a meter needs. Each call is one command within a conversation of <see cref="AteccBus"/>.
    /// Opcodes and modes: DS20005927A and DS40002112B, "Security Commands". The milliseconds are what the fastest chip takes; what the slowest
    /// may take is in <see cref="AteccBus"/>.
    /// </summary>
    public sealed class Atecc608
    {
        public const byte Read = 0x02;
        public const byte Write = 0x12;
        public const byte Nonce = 0x16;
        public const byte Lock = 0x17;
        public const byte Random = 0x1b;
        public const byte Info = 0x30;
        public const byte GenKey = 0x40;
        public const byte Sign = 0x41;
        public const byte Ecdh = 0x43;
        public const byte Verify = 0x45;

        private const byte ReadsBlock = 0x80;

        public Atecc608(II2cPort port)
        {
            Bus = new AteccBus(port);
        }

        public AteccBus Bus { get; }

        /// <summary>Four bytes: 00 00 60 and the revision.</summary>
        public int ReadRevision(byte[] revision4) => Bus.Run(AteccPacket.Command(Info, 0, 0, null), 1, revision4);

        /// <summary>32 bytes of the chip's generator; before the configuration is locked always FF FF 00 00.</summary>
        public int ReadRandom(byte[] random32) => Bus.Run(AteccPacket.Command(Random, 0, 0, null), 5, random32);

        /// <summary>A quarter of the configuration zone: block 0 to 3.</summary>
        public int ReadConfig(int block, byte[] block32) => Bus.Run(AteccPacket.Command(Read, ReadsBlock, (ushort)(block << 3), null), 1, block32);

        /// <summary>One word of the configuration zone, 0 to 31.</summary>
        public int ReadConfigWord(int word, byte[] word4) => Bus.Run(AteccPacket.Command(Read, 0, (ushort)word, null), 1, word4);

        /// <summary>Writes one word of the configuration zone while it is not locked.</summary>
        public int WriteConfigWord(int word, byte[] word4) => Bus.Run(AteccPacket.Command(Write, 0, (ushort)word, word4), 5, null);

        /// <summary>A block of 32 bytes of a data slot that may be read.</summary>
        public int ReadSlot(int slot, int block, byte[] block32) =>
            Bus.Run(AteccPacket.Command(Read, ReadsBlock | 2, (ushort)(slot << 3 | block << 8), null), 1, block32);

        /// <summary>A block of 32 bytes of a data slot that may be written.</summary>
        public int WriteSlot(int slot, int block, byte[] block32) =>
            Bus.Run(AteccPacket.Command(Write, ReadsBlock | 2, (ushort)(slot << 3 | block << 8), block32), 5, null);

        /// <summary>Locks the configuration for good if it has this CRC.</summary>
        public int LockConfig(ushort crc) => Bus.Run(AteccPacket.Command(Lock, 0x00, crc, null), 5, null);

        /// <summary>Locks the data zone for good; its private keys are unknown, so no CRC is compared.</summary>
        public int LockData() => Bus.Run(AteccPacket.Command(Lock, 0x81, 0, null), 5, null);

        /// <summary>Locks one slot for good: its key is never made again.</summary>
        public int LockSlot(int slot) => Bus.Run(AteccPacket.Command(Lock, (byte)(0x02 | slot << 2), 0, null), 5, null);

        /// <summary>Makes a new private key in a slot; x and y of its public key.</summary>
        public int MakeKey(int slot, byte[] point64) => Bus.Run(AteccPacket.Command(GenKey, 0x04, (ushort)slot, null), 50, point64);

        /// <summary>x and y of the public key of the private key in a slot.</summary>
        public int ReadPublicKey(int slot, byte[] point64) => Bus.Run(AteccPacket.Command(GenKey, 0x00, (ushort)slot, null), 50, point64);

        /// <summary>Puts 32 bytes into TempKey as they are.</summary>
        public int LoadDigest(byte[] digest32) => Bus.Run(AteccPacket.Command(Nonce, 0x03, 0, digest32), 1, null);

        /// <summary>Signs what is in TempKey; r and s, s of any size.</summary>
        public int SignDigest(int slot, byte[] signature64) => Bus.Run(AteccPacket.Command(Sign, 0x80, (ushort)slot, null), 40, signature64);

        /// <summary>Whether r, s is a signature of what is in TempKey by x, y: Success or Miscompare.</summary>
        public int VerifyDigest(byte[] signature64, byte[] point64)
        {
            byte[] data = new byte[128];
            Array.Copy(signature64, 0, data, 0, 64);
            Array.Copy(point64, 0, data, 64, 64);
            return Bus.Run(AteccPacket.Command(Verify, 0x02, 4, data), 40, null);
        }

        /// <summary>x of own key times x, y, in the clear.</summary>
        public int MakeSecret(int slot, byte[] point64, byte[] secret32) => Bus.Run(AteccPacket.Command(Ecdh, 0x0c, (ushort)slot, point64), 28, secret32);
    }
}
