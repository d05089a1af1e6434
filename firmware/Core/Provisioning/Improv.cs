namespace GreenPow.Core
{
    /// <summary>Numbers of the open Improv Wi-Fi standard: improv-wifi.com, "Improv via BLE" 2.4 and "Improv via Serial" 1.</summary>
    public static class ImprovState
    {
        public const byte AuthorizationRequired = 1;
        public const byte Authorized = 2;
        public const byte Provisioning = 3;
        public const byte Provisioned = 4;
    }

    public static class ImprovError
    {
        public const byte None = 0;
        public const byte InvalidRpc = 1;
        public const byte UnknownRpc = 2;
        public const byte UnableToConnect = 3;
        public const byte NotAuthorized = 4;
        public const byte BadHostName = 5;

        /// <summary>The result then says why, where the command is one of ours.</summary>
        public const byte Unknown = 0xFF;
    }

    public static class ImprovCommand
    {
        public const byte WifiSettings = 1;

        /// <summary>Over Bluetooth.</summary>
        public const byte Identify = 2;

        /// <summary>Over serial.</summary>
        public const byte CurrentState = 2;

        public const byte DeviceInfo = 3;
        public const byte ScanWifi = 4;
        public const byte HostName = 5;
        public const byte DeviceName = 6;
    }

    /// <summary>Bits of the capabilities characteristic.</summary>
    public static class ImprovCapability
    {
        public const byte Identify = 1;
        public const byte DeviceInfo = 2;
        public const byte ScanWifi = 4;
        public const byte HostName = 8;
        public const byte All = Identify | DeviceInfo | ScanWifi | HostName;
    }

    /// <summary>Types of a serial packet.</summary>
    public static class ImprovPacket
    {
        public const byte CurrentState = 1;
        public const byte ErrorState = 2;
        public const byte RpcCommand = 3;
        public const byte RpcResult = 4;
    }
}
