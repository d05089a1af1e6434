namespace GreenPow.Core
{
    /// <summary>
    /// The Bluetooth service of Improv Wi-Fi (improv-wifi.com, BLE specification): its five characteristics as values and one inbox.
    /// </summary>
    public interface IImprovRadio
    {
        /// <summary>Begins to advertise the service; <paramref name="serviceData"/> are the six bytes of Improv's advertisement.</summary>
        bool Start(string deviceName, byte[] serviceData);

        /// <summary>Ends advertising and frees the radio's memory.</summary>
        void Stop();

        bool IsRunning { get; }

        /// <summary>
        /// Sets the value that a reader gets and notifies whoever has subscribed; the first byte of the advertised service data
        /// follows it.
        /// </summary>
        void SetState(byte state);

        void SetError(byte error);

        void SetResult(byte[] result, int count);

        /// <summary>Value of the read-only capabilities characteristic.</summary>
        void SetCapabilities(byte capabilities);

        /// <summary>The next whole write to the RPC command characteristic, or null.</summary>
        byte[] TakeCommand();
    }
}
