using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Settings of one device; what is measured and how well is in its commissioning record instead.</summary>
    public sealed class DeviceOptions
    {
        /// <summary>The chain and DAO that its history belongs to, 8 bytes (<c>Identity.NetworkId</c>).</summary>
        public byte[] NetworkId;

        /// <summary>Uncompressed P-256 key of the gateway, 65 bytes; null before provisioning: then `have` and `work` are ignored.</summary>
        public byte[] GatewayPublicKey;

        /// <summary>Name or dotted address of the gateway.</summary>
        public string GatewayHost;

        /// <summary>Port of its MQTT listener; 8883 with TLS by custom.</summary>
        public int GatewayPort = 8883;

        /// <summary>The authority that the gateway's certificate must come from, PEM; null = no TLS. The settings' own bytes: they are here once.</summary>
        public byte[] CaCertificate;

        /// <summary>Uncompressed P-256 key that its owner keeps offline and that may only change keys, 65 bytes; null = none.</summary>
        public byte[] RecoveryPublicKey;

        /// <summary>One entry per report channel, 1 to 6.</summary>
        public ChannelOptions[] Channels;

        /// <summary>Length of a slot, 10 to 3600; slots end on its UTC multiples.</summary>
        public int SlotSeconds = SpoolSize.ReferenceSlotSeconds;

        /// <summary>Means per slot, 0 to 12, a divisor of <see cref="SlotSeconds"/>.</summary>
        public int IntervalsPerSlot = 6;

        /// <summary>Reports per seal with the managed signer; a secure element seals each.</summary>
        public int ReportsPerSeal = 10;

        /// <summary>How often the instruments are read.</summary>
        public int SampleMilliseconds = 1000;

        /// <summary>Storage for reports; beyond it the oldest file is dropped and the history marked lost.</summary>
        public int SpoolCapacityBytes = SpoolSize.ReferenceCapacityBytes;

        /// <summary>A spool file is closed at this size, and deleted as a whole.</summary>
        public int SpoolFileBytes = SpoolSize.ReferenceFileBytes;

        /// <summary>Payloads of reports published and not yet acknowledged.</summary>
        public int PublishWindow = 4;

        /// <summary>Longest payload of reports, <see cref="Outbox.ShortestPayload"/> to 2048.</summary>
        public int PublishBytes = 2048;

        /// <summary>A publish without PUBACK for so long breaks the connection.</summary>
        public int AcknowledgementTimeoutMilliseconds = 30000;

        /// <summary>Longest wait between two attempts to connect.</summary>
        public int LongestBackoffMilliseconds = 300000;

        /// <summary>Keccak hashes that one second is worth; on the chip 40 to 65.</summary>
        public int HashesPerSecond = 50;

        /// <summary>How often the live message goes out; 0 = never.</summary>
        public int LiveMilliseconds = 1000;

        /// <summary>Attached miner and heartbeat start when generation has exceeded this; 0 = not by generation.</summary>
        public int MinerOnMilliwatts;

        /// <summary>... and stops when generation has fallen below this, at most <see cref="MinerOnMilliwatts"/>.</summary>
        public int MinerOffMilliwatts;

        /// <summary>Generation at which a proportional output is fully on; at <see cref="MinerOffMilliwatts"/> it is 0. 0 = on is fully on.</summary>
        public int MinerFullMilliwatts;

        /// <summary>The same by the battery's voltage; 0 = not by voltage. With both, both must be met.</summary>
        public int MinerOnMillivolts;

        /// <summary>... and stops below this, at most <see cref="MinerOnMillivolts"/>.</summary>
        public int MinerOffMillivolts;

        /// <summary>When the miner may run, as in <see cref="GreenPow.Core.MinerSchedule"/>; null = always.</summary>
        public byte[] MinerSchedule;

        /// <summary>The miner's HTTP interface as AxeOS has it, "http://192.168.1.40"; null = none.</summary>
        public string MinerUrl;

        /// <summary>How long generation must stay beyond a threshold before the switch moves.</summary>
        public int MinerHoldSeconds = 30;

        /// <summary>Four numbers of the firmware version.</summary>
        public byte[] FirmwareVersion = new byte[] { 0, 1, 0, 0 };

        /// <summary>SHA-256 of the firmware image, 32 bytes.</summary>
        public byte[] FirmwareDigest = new byte[32];

        /// <summary>Refuses settings that no report could carry.</summary>
        public void Check(int meterCount)
        {
            if (NetworkId == null || NetworkId.Length != Identity.NetworkIdLength) throw new ArgumentException("NetworkId must be 8 bytes");
            if (GatewayPublicKey != null && GatewayPublicKey.Length != Identity.PublicKeyLength) throw new ArgumentException("GatewayPublicKey must be 65 bytes");
            if (Channels == null || Channels.Length < 1 || Channels.Length > ReportFrame.MaximumChannels) throw new ArgumentException("A device has 1 to 6 channels");
            for (int i = 0; i < Channels.Length; i++)
                if (Channels[i].Meter < 0 || Channels[i].Meter >= meterCount) throw new ArgumentException("A channel names a meter that is not on the board");
            if (!Tuning.AreSlotSeconds(SlotSeconds)) throw new ArgumentException("SlotSeconds must be 10 to 3600");
            if (IntervalsPerSlot < 0 || IntervalsPerSlot > ReportFrame.MaximumIntervals || (IntervalsPerSlot > 0 && SlotSeconds % IntervalsPerSlot != 0))
                throw new ArgumentException("IntervalsPerSlot must be 0 to 12 and divide SlotSeconds");
            if (ReportsPerSeal < 1 || SampleMilliseconds < 1 || PublishWindow < 1) throw new ArgumentException("ReportsPerSeal, SampleMilliseconds and PublishWindow must be at least 1");
            if (PublishBytes < Outbox.ShortestPayload || PublishBytes > 2048) throw new ArgumentException("PublishBytes must be 622 to 2048");
            if (SpoolFileBytes < 1024 || SpoolCapacityBytes < 2 * SpoolFileBytes) throw new ArgumentException("The spool needs files of at least 1 KiB and room for two");
            if (HashesPerSecond < 0 || LiveMilliseconds < 0 || MinerOffMilliwatts > MinerOnMilliwatts)
                throw new ArgumentException("HashesPerSecond and LiveMilliseconds must not be negative, nor MinerOffMilliwatts above MinerOnMilliwatts");
            if (MinerOffMillivolts > MinerOnMillivolts) throw new ArgumentException("MinerOffMillivolts must not be above MinerOnMillivolts");
            if (MinerSchedule != null && MinerSchedule.Length % GreenPow.Core.MinerSchedule.EntryLength != 0)
                throw new ArgumentException("MinerSchedule must be entries of 5 bytes");
        }
    }

    /// <summary>Which instrument a channel listens to, and in which direction.</summary>
    public sealed class ChannelOptions
    {
        /// <summary>As in <c>GreenPow.Wire.ChannelRole</c>.</summary>
        public byte Role;

        /// <summary>Index into <see cref="DeviceBoard.Meters"/>; two channels of opposite direction may share one.</summary>
        public int Meter;

        /// <summary>True: counts current that flows backwards through the shunt (a battery's discharge).</summary>
        public bool Reversed;
    }
}
