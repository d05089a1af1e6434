namespace GreenPow.Core
{
    /// <summary>One way to the installer: Bluetooth or the cable.</summary>
    public interface IInstallerChannel
    {
        /// <summary>The cable needs no button: who holds it holds the device.</summary>
        bool IsSerial { get; }

        void ShowError(byte error);

        void Send(ImprovResult result);
    }

    /// <summary>One command as it came, whole and with the right checksum.</summary>
    public sealed class InstallerRequest
    {
        public IInstallerChannel From;
        public byte Command;
        public byte[] Data;
        public int At;
        public int Count;
    }

    /// <summary>Commands that belong together.</summary>
    public interface ICommandGroup
    {
        bool Knows(byte command, bool isSerial);

        /// <summary>True for what anybody in reach may ask.</summary>
        bool IsOpen(byte command, int dataLength);

        /// <summary>
        /// Carries it out. Returns one of <see cref="ImprovError"/>, or <see cref="InstallerDesk.NoResult"/> when there is
        /// nothing to send, or not yet.
        /// </summary>
        byte Run(InstallerRequest request, ImprovResult result, long now);
    }
}
