namespace GreenPow.Core
{
    /// <summary>
    /// On a small board Bluetooth and the meter do not fit into memory together, so they take turns: the button ends the metering in order
    /// and the next start is the installer's, without a meter; when nobody is there any more, the start after it meters again.
    /// </summary>
    public sealed class InstallersTurn
    {
        private const string FileName = "installer";

        private readonly IFlash _flash;

        public InstallersTurn(IFlash flash)
        {
            _flash = flash;
        }

        /// <summary>This start is the installer's.</summary>
        public bool IsNow { get; private set; }

        /// <summary>Reads and forgets whose start this is: a power cut during the installer's turn gives it back to the meter.</summary>
        public void Take()
        {
            IsNow = _flash.Length(FileName) >= 0;
            if (IsNow) _flash.Delete(FileName);
        }

        /// <summary>Makes the next start the installer's; false when the flash is full.</summary>
        public bool Ask() => _flash.Replace(FileName, new byte[] { 1 }, 0, 1);
    }
}
