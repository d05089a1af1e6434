using System.Security.Cryptography;
using System.Text;
using GreenPow.Core;
using GreenPow.Simulator.Sensors;
using GreenPow.Simulator.Sky;
using GreenPow.Wire;

namespace GreenPow.Simulator.Sites;

/// <summary>The signed papers of a device: its commissioning record and the naming of its owner.</summary>
public static class SiteDocuments
{
    private const uint CalibrationSeconds = 365 * 86_400;

    /// <summary>Record 1, from the first report on; <paramref name="panel"/> is null at a storage.</summary>
    public static byte[] Commissioning(
        ISigner signer, NetworkInfo network, Place place, SolarPanel? panel, IReadOnlyList<SensorChannel> channels,
        IReadOnlyList<CalibrationPoints> points, long commissionedAtUnixSeconds, Installer? installer)
    {
        var frame = new CommissioningFrame
        {
            Record = 1,
            FromSequence = 1,
            UnixTime = (uint)commissionedAtUnixSeconds,
            Expires = (uint)commissionedAtUnixSeconds + CalibrationSeconds,
            LatitudeMillidegrees = (int)Math.Round(place.LatitudeDegrees * 1000),
            LongitudeMillidegrees = (int)Math.Round(place.LongitudeDegrees * 1000),
            PanelWatts = (uint)(panel?.Watts ?? 0),
            TiltTenthDegrees = (ushort)Math.Round((panel?.TiltDegrees ?? 0) * 10),
            AzimuthTenthDegrees = (ushort)Math.Round((panel?.AzimuthDegrees ?? 0) * 10),
            ChannelCount = (byte)channels.Count,
        };
        network.NetworkId.CopyTo(frame.NetworkId, 0);
        installer?.Address.CopyTo(frame.Installer, 0);
        SHA256.HashData(Encoding.UTF8.GetBytes(BenchReport(points))).CopyTo(frame.ReportHash, 0);
        for (var index = 0; index < channels.Count; index++)
            Fill(frame.Channels[index], channels[index], points[index]);
        Demand(DeviceRecords.SignCommissioning(signer, frame));

        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        if (installer is not null)
        {
            var digest = new byte[Sha256.DigestLength];
            FrameSigning.Digest(FrameKind.Commissioning, bytes, 0, frame.LengthBeforeSignature, digest);
            installer.Sign(digest).CopyTo(frame.InstallerSignature, 0);
            frame.Write(bytes, 0);
        }
        return bytes;
    }

    public static byte[] Ownership(ISigner signer, NetworkInfo network, byte[] owner, ulong nonce)
    {
        var frame = new OwnershipFrame { ChainId = network.ChainId, Nonce = nonce };
        network.Registry.CopyTo(frame.Registry, 0);
        owner.CopyTo(frame.Owner, 0);
        Demand(DeviceRecords.SignOwnership(signer, frame));
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        return bytes;
    }

    private static void Fill(CommissioningChannel into, SensorChannel channel, CalibrationPoints points)
    {
        into.Role = channel.Role;
        into.Instrument = Instrument.Ina228;
        into.UncertaintyHundredths = Instrument.ClassUncertainty(Instrument.Ina228);
        into.CapacityWatts = (uint)channel.CapacityWatts;
        into.GainPartsPerMillion = points.GainPartsPerMillion;
        // The bench says what the reading has too much; the record says what is added, after the gain.
        into.OffsetMicroamps = (int)Math.Round(-points.OffsetMicroamps * (1 + points.GainPartsPerMillion * 1e-6));
        into.ZeroMilliwatts = Instrument.ClassZeroMilliwatts(Instrument.Ina228);
    }

    private static void Demand(bool isSigned)
    {
        if (!isSigned)
            throw new InvalidOperationException("The device key did not sign.");
    }

    /// <summary>The full report of the bench, of which the frame carries only the hash.</summary>
    private static string BenchReport(IReadOnlyList<CalibrationPoints> points) => string.Join('\n',
        points.Select((point, index) => $"channel {index}: gain {point.GainPartsPerMillion} ppm, offset {point.OffsetMicroamps} uA, reference class 0.05"));
}
