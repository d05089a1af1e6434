using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Obeys the gateway's commands: what concerns reporting and mining here, the rest is the board's. Whether they are the gateway's, and new, <see cref="CommandGuard"/> says.</summary>
    public sealed class CommandDesk
    {
        private readonly DeviceBoard _board;
        private readonly CommandGuard _guard;
        private readonly GatewayKeys _keys;
        private readonly GatewayKey _macKey;
        private readonly Tuning _tuning;
        private readonly MinerPause _pause;

        public CommandDesk(DeviceBoard board, CommandGuard guard, GatewayKeys keys, GatewayKey macKey, Tuning tuning, MinerPause pause)
        {
            _board = board;
            _guard = guard;
            _keys = keys;
            _macKey = macKey;
            _tuning = tuning;
            _pause = pause;
        }

        /// <summary>Opcode of the last command obeyed or refused; 0 = none since boot.</summary>
        public byte LastOpcode { get; private set; }

        /// <summary>One of <see cref="CommandResult"/>.</summary>
        public byte LastResult { get; private set; }

        /// <summary>Puts a command in the queue; false when it is not worth verifying.</summary>
        public bool Take(byte[] payload) => _guard.Offer(payload);

        /// <summary>Verifies at most one command (seconds on the chip) and acts on it.</summary>
        public void Step(long now)
        {
            CommandFrame command = _guard.Step(now);
            if (command == null) return;
            LastOpcode = command.Opcode;
            LastResult = Obey(command, now);
        }

        private byte Obey(CommandFrame command, long now)
        {
            switch (command.Opcode)
            {
                case CommandOpcode.KeyChange:
                    _macKey.Load(_board.Flash, _board.Signer, _keys.Gateway);
                    return CommandResult.Done;
                case CommandOpcode.ReportInterval:
                    int seconds = Bytes.ReadUInt16(command.Payload, 0);
                    return !Tuning.AreSlotSeconds(seconds) ? CommandResult.SlotSecondsOutOfRange
                        : SavedOrFull(_tuning.Change(seconds, _tuning.ReportsPerSeal));
                case CommandOpcode.SealInterval:
                    int count = command.Payload[0];
                    return !Tuning.AreReportsPerSeal(count) ? CommandResult.ReportsPerSealOutOfRange
                        : SavedOrFull(_tuning.Change(_tuning.SlotSeconds, count));
                case CommandOpcode.PauseMining:
                    return SavedOrFull(_pause.Pause(Bytes.ReadUInt32(command.Payload, 0), now));
                case CommandOpcode.ResumeMining:
                    return SavedOrFull(_pause.Resume());
                default:
                    bool done = _board.Commands != null && _board.Commands.Handle(command.Opcode, command.Payload, 0, command.PayloadLength);
                    return done ? CommandResult.Done : CommandResult.BoardRefused;
            }
        }

        private static byte SavedOrFull(bool isSaved) => isSaved ? CommandResult.Done : CommandResult.FlashFull;
    }
}
