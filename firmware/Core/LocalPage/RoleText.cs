using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>What a channel measures, in words.</summary>
    public static class RoleText
    {
        public static string Of(byte role)
        {
            switch (role)
            {
                case ChannelRole.Generation: return "Generation";
                case ChannelRole.MiningLoad: return "Mining";
                case ChannelRole.OtherLoad: return "Load";
                case ChannelRole.BatteryCharge: return "Battery charge";
                case ChannelRole.BatteryDischarge: return "Battery discharge";
                case ChannelRole.SentToStorage: return "Sent to storage";
                case ChannelRole.ReceivedFromStorage: return "From storage";
                case ChannelRole.StorageReceived: return "Storage received";
                case ChannelRole.StorageDelivered: return "Storage delivered";
                case ChannelRole.GridImport: return "Grid import";
                case ChannelRole.GridExport: return "Grid export";
                default: return "Unknown";
            }
        }
    }
}
