using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Brings the gateway's commands to the board. Whether they are the gateway's, and new, <see cref="CommandGuard"/> says.</summary>
    public sealed class CommandDesk
    {
        private readonly DeviceBoard _board;
        private readonly CommandGuard _guard;
        private readonly GatewayKeys _keys;
        private readonly GatewayKey _macKey;

        public CommandDesk(DeviceBoard board, CommandGuard guard, GatewayKeys keys, GatewayKey macKey)
        {
            _board = board;
            _guard = guard;
            _keys = keys;
            _macKey = macKey;
        }

        /// <summary>Puts a command in the queue; false when it is not worth verifying.</summary>
        public bool Take(byte[] payload) => _guard.Offer(payload);

        /// <summary>Verifies at most one command (seconds on the chip) and acts on it. A key change is done here; all others are the board's.</summary>
        public void Step(long now)
        {
            CommandFrame command = _guard.Step(now);
            if (command == null) return;
            if (command.Opcode == CommandOpcode.KeyChange)
                _macKey.Load(_board.Flash, _board.Signer, _keys.Gateway);
            else if (_board.Commands != null)
                _board.Commands.Handle(command.Opcode, command.Payload, 0, command.PayloadLength);
        }
    }
}
