using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Takes command frames: signed by the gateway, for this device and network, and each counter once.</summary>
    public sealed class CommandDesk
    {
        private readonly DeviceOptions _options;
        private readonly DeviceBoard _board;
        private readonly DeviceState _state;
        private readonly byte[] _deviceId;
        private readonly CommandFrame _frame = new CommandFrame();
        private readonly byte[] _digest = new byte[Sha256.DigestLength];

        public CommandDesk(DeviceOptions options, DeviceBoard board, DeviceState state, byte[] deviceId)
        {
            _options = options;
            _board = board;
            _state = state;
            _deviceId = deviceId;
        }

        /// <summary>False when the command was not the gateway's, not new, or refused.</summary>
        public bool Take(byte[] payload)
        {
            if (!_frame.TryRead(payload, 0, payload.Length, out byte _) || !IsForThisDevice()) return false;
            if (_frame.Counter <= _state.CommandCounter || !IsSigned(payload)) return false;
            // Stored before it acts: a command that reboots the device must not be taken again after the boot.
            _state.CommandCounter = _frame.Counter;
            if (!_state.Save()) return false;
            return _board.Commands != null && _board.Commands.Handle(_frame.Opcode, _frame.Payload, 0, _frame.PayloadLength);
        }

        private bool IsForThisDevice() =>
            Bytes.Equal(_frame.DeviceId, 0, _deviceId, 0, Identity.DeviceIdLength)
            && Bytes.Equal(_frame.NetworkId, 0, _options.NetworkId, 0, Identity.NetworkIdLength);

        private bool IsSigned(byte[] payload)
        {
            if (_options.GatewayPublicKey == null) return false;
            FrameSigning.Digest(FrameKind.Command, payload, 0, _frame.LengthBeforeSignature, _digest);
            return P256.Verify(_options.GatewayPublicKey, _digest, _frame.Signature, 0);
        }
    }
}
