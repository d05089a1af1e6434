using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// Configures a new ATECC608 for a meter, makes its key and locks all three for good. Only ever on the installer's word: nothing of it can be
    /// undone. May be cut off anywhere and asked for again; it never makes a second key where there is one.
    /// </summary>
    public sealed class AteccProvisioner
    {
        private const int Attempts = 6;

        private readonly II2cPort _port;
        private readonly Atecc608 _chip;
        private readonly AteccConfig _config = new AteccConfig();
        private readonly byte[] _point = new byte[64];

        public AteccProvisioner(II2cPort port)
        {
            _port = port;
            _chip = new Atecc608(port);
        }

        /// <summary>One of <see cref="SecureElementFault"/>: what it broke off with.</summary>
        public byte Fault { get; private set; }

        /// <summary>The signer of the chip, provisioned now or before; null, and <see cref="Fault"/>, when it cannot be.</summary>
        public SecureElementSigner Provision()
        {
            Fault = AteccReader.ReadChip(_chip, _config);
            if (Fault == SecureElementFault.None) Fault = _config.ChipFault();
            if (Fault == SecureElementFault.None && !_config.IsConfigLocked) Fault = ConfigureAndLock();
            if (Fault == SecureElementFault.None) Fault = _config.KeyFault();
            if (Fault == SecureElementFault.None) Fault = MakeKey();
            if (Fault == SecureElementFault.None && !_config.IsDataLocked) Fault = LockUntilLocked(LockStep.Data);
            if (Fault == SecureElementFault.None && !_config.IsKeyLocked) Fault = LockUntilLocked(LockStep.Slot);
            if (Fault != SecureElementFault.None) return null;
            SecureElementSigner signer = SecureElementSigner.Open(_port, out byte fault);
            Fault = fault;
            return signer;
        }

        private byte ConfigureAndLock()
        {
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                for (int i = 0; i < AteccConfig.WordsOfEach; i++)
                {
                    Configure(AteccConfig.FirstSlotConfigWord + i);
                    Configure(AteccConfig.FirstKeyConfigWord + i);
                }

                byte fault = AteccReader.ReadChip(_chip, _config);
                if (fault != SecureElementFault.None) return fault;
                if (IsAsWanted()) return LockUntilLocked(LockStep.Config);
            }

            return SecureElementFault.RefusesToWrite;
        }

        private void Configure(int word)
        {
            byte[] wanted = new byte[4];
            AteccConfig.Wanted(word, wanted);
            if (Bytes.Equal(wanted, 0, _config.Zone, 4 * word, 4)) return;
            if (_chip.Bus.Begin()) _chip.WriteConfigWord(word, wanted);
            _chip.Bus.End();
        }

        private bool IsAsWanted()
        {
            byte[] wanted = new byte[4];
            for (int i = 0; i < 2 * AteccConfig.WordsOfEach; i++)
            {
                int word = i < AteccConfig.WordsOfEach ? AteccConfig.FirstSlotConfigWord + i : AteccConfig.FirstKeyConfigWord + i - AteccConfig.WordsOfEach;
                AteccConfig.Wanted(word, wanted);
                if (!Bytes.Equal(wanted, 0, _config.Zone, 4 * word, 4)) return false;
            }

            return true;
        }

        // A key is only made where the chip has said twice that there is none: an answer that got lost leaves a key behind.
        private byte MakeKey()
        {
            byte fault = AteccReader.ReadKey(_chip, _point);
            for (int attempt = 0; attempt < Attempts && fault == SecureElementFault.NoKey; attempt++)
            {
                if (_chip.Bus.Begin()) _chip.MakeKey(AteccConfig.KeySlot, _point);
                _chip.Bus.End();
                fault = AteccReader.ReadKey(_chip, _point);
            }

            return fault;
        }

        // Asked for until the chip says that it is locked: a lock whose answer got lost is refused the second time.
        private byte LockUntilLocked(byte step)
        {
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                if (_chip.Bus.Begin()) Lock(step);
                _chip.Bus.End();
                byte fault = AteccReader.ReadChip(_chip, _config);
                if (fault != SecureElementFault.None) return fault;
                bool isLocked = step == LockStep.Config ? _config.IsConfigLocked : step == LockStep.Data ? _config.IsDataLocked : _config.IsKeyLocked;
                if (isLocked) return SecureElementFault.None;
            }

            return SecureElementFault.RefusesToLock;
        }

        private void Lock(byte step)
        {
            if (step == LockStep.Config) _chip.LockConfig(AteccPacket.Crc(_config.Zone, 0, AteccConfig.Length));
            else if (step == LockStep.Data) _chip.LockData();
            else _chip.LockSlot(AteccConfig.KeySlot);
        }

        private static class LockStep
        {
            public const byte Config = 0;
            public const byte Data = 1;
            public const byte Slot = 2;
        }
    }
}
