using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>From what the installer set to the options of the parts.</summary>
    public static class SettingsOptions
    {
        /// <summary>The settings must have a network id; everything else has a usual value.</summary>
        public static DeviceOptions OfDevice(Settings settings, ApplianceOptions appliance, bool isSafeMode)
        {
            bool isSmall = ProfileOf(settings, appliance) == BoardProfile.Small;
            ChannelOptions[] channels = settings.MakeChannels();
            return new DeviceOptions
            {
                NetworkId = settings.NetworkId,
                GatewayPublicKey = settings.GatewayPublicKey,
                RecoveryPublicKey = settings.RecoveryPublicKey,
                GatewayHost = settings.GatewayHost,
                GatewayPort = settings.GatewayPort,
                CaCertificate = settings.Value(SettingField.CaCertificate),
                Channels = channels != null ? channels : UsualChannels(),
                SpoolCapacityBytes = isSmall ? SpoolSize.SmallCapacityBytes : SpoolSize.ReferenceCapacityBytes,
                SpoolFileBytes = isSmall ? SpoolSize.SmallFileBytes : SpoolSize.ReferenceFileBytes,
                PublishBytes = isSmall ? Outbox.ShortestPayload : 2048,
                SlotSeconds = isSmall ? SpoolSize.SmallSlotSeconds : SpoolSize.ReferenceSlotSeconds,
                HashesPerSecond = isSafeMode ? 0 : 50,
                MinerOnMilliwatts = (int)settings.MinerOnMilliwatts,
                MinerOffMilliwatts = (int)settings.MinerOffMilliwatts,
                MinerFullMilliwatts = (int)settings.MinerFullMilliwatts,
                MinerOnMillivolts = (int)settings.MinerOnMillivolts,
                MinerOffMillivolts = (int)settings.MinerOffMillivolts,
                MinerSchedule = settings.MinerSchedule,
                MinerUrl = settings.MinerUrl,
                FirmwareVersion = appliance.FirmwareVersion,
                FirmwareDigest = appliance.FirmwareDigest,
            };
        }

        public static PowerOptions OfPower(Settings settings) => new PowerOptions
        {
            DarkMilliwatts = (int)settings.DarkMilliwatts,
            AwakeAboveMillivolts = (int)settings.AwakeAboveMillivolts,
            LowMillivolts = (int)settings.LowSupplyMillivolts,
        };

        /// <summary>One of <see cref="BoardProfile"/>: what the installer set, else what the firmware was built for.</summary>
        public static byte ProfileOf(Settings settings, ApplianceOptions appliance) => settings.Profile != 0 ? settings.Profile : appliance.Profile;

        // A meter with one instrument measures generation.
        private static ChannelOptions[] UsualChannels() => new ChannelOptions[] { new ChannelOptions { Role = ChannelRole.Generation } };
    }
}
