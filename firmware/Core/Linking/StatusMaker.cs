using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Writes and signs the status frame.</summary>
    public static class StatusMaker
    {
        /// <summary>Length of the frame written, or 0 when the signer does not answer.</summary>
        public static int Write(DeviceOptions options, DeviceBoard board, Channel[] channels, Spool spool, byte[] deviceId, long now, byte[] into)
        {
            StatusFrame frame = new StatusFrame();
            Array.Copy(deviceId, 0, frame.DeviceId, 0, Identity.DeviceIdLength);
            Array.Copy(options.NetworkId, 0, frame.NetworkId, 0, Identity.NetworkIdLength);
            frame.UnixTime = board.Clock.IsSynchronised ? (uint)(board.Clock.UtcUnixMilliseconds / 1000) : 0;
            frame.UptimeSeconds = (uint)(now / 1000);
            frame.ResetReason = board.ResetReason;
            frame.SignerKind = board.Signer.Kind;
            Array.Copy(options.FirmwareVersion, 0, frame.FirmwareVersion, 0, 4);
            Array.Copy(options.FirmwareDigest, 0, frame.FirmwareDigest, 0, Sha256.DigestLength);
            Array.Copy(board.Signer.Serial, 0, frame.SignerSerial, 0, 12);
            frame.SpoolFrames = spool.Count;
            if (board.Health != null)
            {
                frame.Tamper = (byte)(board.Health.TamperOpen ? 1 : 0);
                frame.FreeMemoryBytes = board.Health.FreeMemoryBytes;
                frame.RssiDbm = board.Health.RssiDbm;
            }

            frame.ChannelCount = (byte)channels.Length;
            for (int i = 0; i < channels.Length; i++)
            {
                frame.Channels[i].Role = channels[i].Role;
                frame.Channels[i].Instrument = board.Meters[channels[i].Meter].Instrument;
                frame.Channels[i].Calibration = channels[i].Calibration.Record;
            }

            int length = frame.Write(into, 0);
            return DeviceRecords.Sign(board.Signer, FrameKind.Status, into, frame.LengthBeforeSignature) ? length : 0;
        }
    }
}
