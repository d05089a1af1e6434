namespace GreenPow.Wire
{
    /// <summary>Why bytes are not a frame; the gateway refuses all of these as Malformed and shows the text to the device's owner.</summary>
    public static class FrameFault
    {
        public const byte None = 0;
        public const byte TooShort = 1;
        public const byte Magic = 2;
        public const byte Version = 3;
        public const byte Kind = 4;
        public const byte Length = 5;
        public const byte Reserved = 6;
        public const byte Sequence = 7;
        public const byte SlotSeconds = 8;
        public const byte Flags = 9;
        public const byte ShareCount = 10;
        public const byte ChannelCount = 11;
        public const byte IntervalCount = 12;
        public const byte Role = 13;
        public const byte Energy = 14;
        public const byte Instrument = 15;
        public const byte SignerKind = 16;
        public const byte Record = 17;
        public const byte Place = 18;
        public const byte Angle = 19;
        public const byte RangeCount = 20;
        public const byte Range = 21;
        public const byte JobId = 22;
        public const byte Algorithm = 23;
        public const byte Target = 24;
        public const byte Counter = 25;
        public const byte Opcode = 26;
        public const byte TokenId = 27;
        public const byte OldDevice = 28;
        public const byte OldFrameHash = 29;

        public static string Text(byte fault)
        {
            switch (fault)
            {
                case None: return "no fault";
                case TooShort: return "shorter than the fixed part of its kind";
                case Magic: return "does not begin with the bytes 0x47 0x50";
                case Version: return "wire version is not 1";
                case Kind: return "not the kind of frame that belongs here";
                case Length: return "length is not what its counts say";
                case Reserved: return "a reserved byte is not 0";
                case Sequence: return "sequence is below 1";
                case SlotSeconds: return "slotSeconds is 0";
                case Flags: return "a flag is set that version 1 does not know";
                case ShareCount: return "shareCount is above 16";
                case ChannelCount: return "channelCount is not 1 to 6";
                case IntervalCount: return "intervalCount is above 12 or does not divide slotSeconds";
                case Role: return "a channel's role is not 1 to 11";
                case Energy: return "an energy counter is above 2^63 - 1 mWh";
                case Instrument: return "a channel's instrument is not 1 to 5";
                case SignerKind: return "signerKind is not 1 (managed) or 2 (secure element)";
                case Record: return "record is 0";
                case Place: return "latitude or longitude is beyond 90,000 or 180,000 millidegrees";
                case Angle: return "tilt is above 90 degrees or azimuth not below 360 degrees";
                case RangeCount: return "rangeCount is above 32";
                case Range: return "a range is empty, begins below 1 or ends above 2^64 - 1";
                case JobId: return "jobId is 0";
                case Algorithm: return "algorithm is not 1 (Keccak-256)";
                case Target: return "target is not a positive compact number below 2^256";
                case Counter: return "counter is 0";
                case Opcode: return "opcode is not 1 to 8";
                case TokenId: return "tokenId is 0";
                case OldDevice: return "a device cannot follow itself";
                case OldFrameHash: return "oldSequence is 0 and oldFrameHash is not";
                default: return "unknown fault";
            }
        }
    }
}
