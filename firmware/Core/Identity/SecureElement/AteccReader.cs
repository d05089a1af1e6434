using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>What is asked of a chip before it is believed; everything is read until it has come twice the same.</summary>
    internal static class AteccReader
    {
        private const int Attempts = 6;
        private const int BlockLength = 32;
        private const byte Atecc608Device = 0x60;

        /// <summary>Is it an ATECC608, and how is it configured.</summary>
        public static byte ReadChip(Atecc608 chip, AteccConfig config)
        {
            byte[] before = new byte[AteccConfig.Length];
            bool isRead = false;
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                if (!ReadOnce(chip, config.Zone)) continue;
                if (isRead && Bytes.Equal(before, 0, config.Zone, 0, AteccConfig.Length))
                    return config.Zone[6] == Atecc608Device ? SecureElementFault.None : SecureElementFault.OtherChip;
                Array.Copy(config.Zone, 0, before, 0, AteccConfig.Length);
                isRead = true;
            }

            return SecureElementFault.NotAnswering;
        }

        /// <summary>The public key in slot 0: two answers that agree and are a point of the curve.</summary>
        public static byte ReadKey(Atecc608 chip, byte[] point64)
        {
            byte[] before = new byte[point64.Length];
            bool isRead = false;
            int refusals = 0;
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                int status = chip.Bus.Begin() ? chip.ReadPublicKey(AteccConfig.KeySlot, point64) : AteccStatus.NoAnswer;
                chip.Bus.End();
                if (status == AteccStatus.ExecutionError || status == AteccStatus.EccFault) refusals++;
                // Said twice: an empty slot, or one whose making lost power.
                if (refusals == 2) return SecureElementFault.NoKey;
                if (status != AteccStatus.Success || !P256.IsPoint(point64, 0)) continue;
                if (isRead && Bytes.Equal(before, 0, point64, 0, point64.Length)) return SecureElementFault.None;
                Array.Copy(point64, 0, before, 0, point64.Length);
                isRead = true;
            }

            return SecureElementFault.NotAnswering;
        }

        private static bool ReadOnce(Atecc608 chip, byte[] config)
        {
            byte[] block = new byte[BlockLength];
            bool isRead = chip.Bus.Begin();
            for (int i = 0; i < AteccConfig.Length / BlockLength && isRead; i++)
            {
                isRead = chip.ReadConfig(i, block) == AteccStatus.Success;
                Array.Copy(block, 0, config, BlockLength * i, BlockLength);
            }

            chip.Bus.End();
            return isRead;
        }
    }
}
