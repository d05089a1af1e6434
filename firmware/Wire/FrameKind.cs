namespace GreenPow.Wire
{
    /// <summary>Byte 3 of every frame, and the name that goes into its signature so that no frame can pass for one of another kind.</summary>
    public static class FrameKind
    {
        public const byte Report = 1;
        public const byte Status = 2;
        public const byte Commissioning = 3;
        public const byte Have = 4;
        public const byte Work = 5;
        public const byte Login = 6;
        public const byte Command = 7;
        public const byte Ownership = 8;
        public const byte Succession = 9;

        /// <summary>The name in the signature's prefix; null for a number that the protocol does not know.</summary>
        public static string Name(byte kind)
        {
            switch (kind)
            {
                case Report: return "report";
                case Status: return "status";
                case Commissioning: return "commissioning";
                case Have: return "have";
                case Work: return "work";
                case Login: return "login";
                case Command: return "command";
                case Ownership: return "ownership";
                case Succession: return "succession";
                default: return null;
            }
        }
    }
}
