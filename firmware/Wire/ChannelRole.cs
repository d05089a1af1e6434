namespace GreenPow.Wire
{
    /// <summary>What a metered channel measures; a channel is its index, and its role changes only by a commissioning frame.</summary>
    public static class ChannelRole
    {
        public const byte Generation = 1;
        public const byte MiningLoad = 2;
        public const byte OtherLoad = 3;
        public const byte BatteryCharge = 4;
        public const byte BatteryDischarge = 5;
        public const byte SentToStorage = 6;
        public const byte ReceivedFromStorage = 7;

        /// <summary>On the storage's own meter, one channel per feeder.</summary>
        public const byte StorageReceived = 8;

        public const byte StorageDelivered = 9;
        public const byte GridImport = 10;
        public const byte GridExport = 11;

        public static bool IsKnown(byte role)
        {
            return role >= Generation && role <= GridExport;
        }
    }
}
