using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// Takes command frames: cheap checks at once, the signature (seconds on the chip) one per <see cref="Step"/>.
    /// A command's counter is on the flash before anybody obeys it, so none is obeyed twice; a power cut in between loses it.
    /// </summary>
    public sealed class CommandGuard
    {
        /// <summary>As many as a gateway lets wait, and tells one after another at a login: one that is dropped here would be overtaken and never obeyed.</summary>
        private const int QueueLength = 16;

        // Sixteen of the usual ones; what anybody may send before it is verified takes no more of a small board's memory.
        private const int QueueBytes = 2048;
        private const int PointLength = 64;
        private const long OldestMilliseconds = 7L * 24 * 3600 * 1000;

        /// <summary>Whoever makes the device verify in vain may do so once a minute.</summary>
        private const long PenaltyMilliseconds = 60000;

        private readonly GatewayKeys _keys;
        private readonly IClock _clock;
        private readonly byte[] _deviceId;
        private readonly byte[] _networkId;
        private readonly byte[][] _queue = new byte[QueueLength][];
        private int _count;
        private long _notBefore = long.MinValue;

        public CommandGuard(GatewayKeys keys, IClock clock, byte[] deviceId, byte[] networkId)
        {
            _keys = keys;
            _clock = clock;
            _deviceId = deviceId;
            _networkId = networkId;
        }

        /// <summary>One of <see cref="CommandVerdict"/>: what became of the command looked at last.</summary>
        public byte Verdict { get; private set; }

        /// <summary>Takes the bytes of a message; false when they are no command that is worth verifying.</summary>
        public bool Offer(byte[] bytes)
        {
            CommandFrame frame = new CommandFrame();
            Verdict = Look(frame, bytes);
            if (Verdict == CommandVerdict.Waiting) Verdict = RoomFor(bytes);
            if (Verdict != CommandVerdict.Waiting) return false;
            _queue[_count++] = bytes;
            return true;
        }

        /// <summary>Verifies at most one command; returns it when it is to be obeyed now, else null. Key changes are done here and returned too.</summary>
        public CommandFrame Step(long now)
        {
            if (_count == 0 || now < _notBefore) return null;
            byte[] bytes = _queue[0];
            for (int i = 1; i < _count; i++) _queue[i - 1] = _queue[i];
            _queue[--_count] = null;
            CommandFrame frame = new CommandFrame();
            Verdict = Look(frame, bytes);
            if (Verdict == CommandVerdict.Waiting) Verdict = Verify(frame, bytes);
            if (Verdict == CommandVerdict.BadSignature) _notBefore = now + PenaltyMilliseconds;
            return Verdict == CommandVerdict.Obeyed ? frame : null;
        }

        private byte Look(CommandFrame frame, byte[] bytes)
        {
            if (!frame.TryRead(bytes, 0, bytes.Length, out byte _)) return CommandVerdict.Malformed;
            if (!Bytes.Equal(frame.DeviceId, 0, _deviceId, 0, Identity.DeviceIdLength)) return CommandVerdict.OtherDevice;
            if (!Bytes.Equal(frame.NetworkId, 0, _networkId, 0, Identity.NetworkIdLength)) return CommandVerdict.OtherNetwork;
            if (_clock.IsSynchronised && _clock.UtcUnixMilliseconds - frame.IssuedAt * 1000L > OldestMilliseconds) return CommandVerdict.TooOld;
            if (!HasItsLength(frame)) return CommandVerdict.BadPayload;
            // A change that was obeyed is told again at every login: no signature is verified for that.
            if (frame.Opcode == CommandOpcode.KeyChange && HasKeys(frame)) return CommandVerdict.Repeated;
            bool mayBeRecovery = frame.Opcode == CommandOpcode.KeyChange && _keys.Recovery != null && frame.Counter > _keys.RecoveryCounter;
            if (frame.Counter <= _keys.GatewayCounter && !mayBeRecovery) return CommandVerdict.Repeated;
            return CommandVerdict.Waiting;
        }

        // All that wait are told again after every login: the copies of those that wait here take no place.
        private byte RoomFor(byte[] bytes)
        {
            int taken = bytes.Length;
            for (int i = 0; i < _count; i++)
            {
                byte[] other = _queue[i];
                if (other.Length == bytes.Length && Bytes.Equal(other, 0, bytes, 0, bytes.Length)) return CommandVerdict.Repeated;
                taken += other.Length;
            }

            return _count < QueueLength && taken <= QueueBytes ? CommandVerdict.Waiting : CommandVerdict.TooMany;
        }

        private byte Verify(CommandFrame frame, byte[] bytes)
        {
            byte[] digest = new byte[Sha256.DigestLength];
            FrameSigning.Digest(FrameKind.Command, bytes, 0, frame.LengthBeforeSignature, digest);
            bool isKeyChange = frame.Opcode == CommandOpcode.KeyChange;
            bool isRecovery = false;
            if (_keys.Gateway == null || frame.Counter <= _keys.GatewayCounter || !P256.Verify(_keys.Gateway, digest, frame.Signature, 0))
            {
                isRecovery = _keys.Recovery != null && isKeyChange && frame.Counter > _keys.RecoveryCounter
                    && P256.Verify(_keys.Recovery, digest, frame.Signature, 0);
                if (!isRecovery) return CommandVerdict.BadSignature;
            }

            return isKeyChange ? ChangeKey(frame, isRecovery)
                : _keys.Count(false, frame.Counter) ? CommandVerdict.Obeyed : CommandVerdict.FlashFull;
        }

        private byte ChangeKey(CommandFrame frame, bool isRecovery)
        {
            // A stolen gateway key must not lock the owner out.
            if (frame.PayloadLength > PointLength && !isRecovery) return CommandVerdict.NotForThisKey;
            if (!P256.IsPoint(frame.Payload, 0) || (frame.PayloadLength > PointLength && !P256.IsPoint(frame.Payload, PointLength)))
                return CommandVerdict.BadPayload;
            return _keys.Change(frame.Payload, frame.PayloadLength, isRecovery, frame.Counter) ? CommandVerdict.Obeyed : CommandVerdict.FlashFull;
        }

        private bool HasKeys(CommandFrame frame) =>
            _keys.Gateway != null && Bytes.Equal(frame.Payload, 0, _keys.Gateway, 1, PointLength)
            && (frame.PayloadLength == PointLength || (_keys.Recovery != null && Bytes.Equal(frame.Payload, PointLength, _keys.Recovery, 1, PointLength)));

        private static bool HasItsLength(CommandFrame frame)
        {
            switch (frame.Opcode)
            {
                case CommandOpcode.Identify:
                case CommandOpcode.SealInterval: return frame.PayloadLength == 1;
                case CommandOpcode.ReportInterval: return frame.PayloadLength == 2;
                case CommandOpcode.PauseMining: return frame.PayloadLength == 4;
                case CommandOpcode.Reboot:
                case CommandOpcode.ResumeMining: return frame.PayloadLength == 0;
                case CommandOpcode.KeyChange: return frame.PayloadLength == PointLength || frame.PayloadLength == 2 * PointLength;
                default: return true;
            }
        }
    }
}
