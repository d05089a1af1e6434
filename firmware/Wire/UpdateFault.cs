namespace GreenPow.Wire
{
    /// <summary>Why a device does not take an image, or a piece of it.</summary>
    public static class UpdateFault
    {
        public const byte None = 0;
        public const byte Header = 1;
        public const byte Length = 2;
        public const byte Profile = 3;
        public const byte ReleaseKey = 4;
        public const byte LoaderTooOld = 5;
        public const byte NotNewer = 6;
        public const byte BelowOldestAllowed = 7;
        public const byte FailedBefore = 8;
        public const byte AlreadyRunning = 9;
        public const byte Busy = 10;
        public const byte Offset = 11;
        public const byte Digest = 12;
        public const byte FlashFull = 13;
        public const byte NoLoader = 14;

        public static string Text(byte fault)
        {
            switch (fault)
            {
                case None: return "no fault";
                case Header: return "does not begin with a firmware header of format 1";
                case Length: return "image is empty, above 512 KiB, or not as long as its header says";
                case Profile: return "built for another board";
                case ReleaseKey: return "not signed by the release key of this device";
                case LoaderTooOld: return "needs newer deployed firmware than this device has: update by cable";
                case NotNewer: return "not newer than the deployed firmware";
                case BelowOldestAllowed: return "older than the oldest version that this device still takes";
                case FailedBefore: return "this version was tried and rolled back";
                case AlreadyRunning: return "this version runs already";
                case Busy: return "a new image is on trial or waits for the restart, or one that was not signed came within the last minute";
                case Offset: return "piece does not continue where the device stands";
                case Digest: return "image is not the one that was signed";
                case FlashFull: return "no room on the flash";
                case NoLoader: return "this board has too little memory to load an image: update by cable";
                default: return "unknown fault";
            }
        }
    }
}
