using System.Collections.Immutable;
using System.Security.Cryptography;
using GreenPow.Dao;
using GreenPow.Gateway.Metering;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>Whether the signed papers of a site fit together and belong to this network; pure. What they are worth is the DAO's to say.</summary>
public static class Admission
{
    public const int MaximumNameLength = 64;

    /// <param name="known">Finds a device that has applied before: a feeder.</param>
    public static AdmissionVerdict Judge(Application application, NetworkIdentity network, Func<DeviceId, DeviceRecord?> known, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(application.Name) || application.Name.Length > MaximumNameLength) return No($"A site needs a name of 1 to {MaximumNameLength} characters.");
        if (application.Kind is not ("meter" or "storage")) return No("The kind is meter or storage.");
        if (application.CapacityWatts <= 0) return No("The capacity in watts must be above 0.");
        if (Bytes(application.PublicKey) is not { Length: Identity.PublicKeyLength } key || Import(key) is not { } publicKey)
            return No("The public key is not a point of P-256: 65 bytes in hex, beginning with 04.");
        using (publicKey)
        {
            var device = DeviceId.OfPublicKey(key);
            var ownership = new OwnershipFrame();
            if (OwnershipFault(ownership, Bytes(application.OwnershipFrame), device, publicKey, network) is { } ownershipFault) return No(ownershipFault);
            var commissioning = new CommissioningFrame();
            var commissioningBytes = Bytes(application.CommissioningFrame);
            if (CommissioningFault(commissioning, commissioningBytes, device, publicKey, network, now) is { } commissioningFault) return No(commissioningFault);
            var channels = ChannelsOf(commissioning);
            var feeders = application.Feeders is { IsDefault: false } named ? named : [];
            if (BuildFault(application, commissioning, channels, feeders, known) is { } buildFault) return No(buildFault);
            return new(new DeviceRecord
            {
                Id = device,
                Name = application.Name.Trim(),
                Kind = application.Kind == "meter" ? DeviceKind.Meter : DeviceKind.Storage,
                PublicKey = key,
                NetworkId = network.NetworkId,
                Owner = [.. ownership.Owner],
                CapacityWatts = application.CapacityWatts,
                LatitudeMillidegrees = commissioning.LatitudeMillidegrees,
                LongitudeMillidegrees = commissioning.LongitudeMillidegrees,
                AppliedAt = now,
                Channels = channels,
                Feeders = [.. feeders.Select(DeviceId.Parse)],
                CommissioningFrame = commissioningBytes!,
                OwnershipFrame = Bytes(application.OwnershipFrame)!,
            }, Refusal: "");
        }
    }

    private static string? OwnershipFault(OwnershipFrame frame, byte[]? bytes, DeviceId device, ECDsa publicKey, NetworkIdentity network)
    {
        if (bytes is null) return "The ownership frame is not hex.";
        if (!frame.TryRead(bytes, 0, bytes.Length, out var fault)) return $"The ownership frame cannot be read: {FrameFault.Text(fault)}.";
        if (DeviceId.FromBytes(frame.DeviceId) != device) return $"The ownership frame is of another device than the key's {device}.";
        if (frame.ChainId != network.ChainId || !frame.Registry.AsSpan().SequenceEqual(network.Registry)) return "The ownership frame names another registry.";
        if (frame.Owner.AsSpan().IndexOfAnyExcept((byte)0) < 0) return "The ownership frame names no owner.";
        return IsSigned(FrameKind.Ownership, bytes, frame.LengthBeforeSignature, frame.Signature, publicKey) ? null : "The ownership frame is not signed by the device.";
    }

    private static string? CommissioningFault(CommissioningFrame frame, byte[]? bytes, DeviceId device, ECDsa publicKey, NetworkIdentity network, DateTimeOffset now)
    {
        if (bytes is null) return "The commissioning frame is not hex.";
        if (!frame.TryRead(bytes, 0, bytes.Length, out var fault)) return $"The commissioning frame cannot be read: {FrameFault.Text(fault)}.";
        if (DeviceId.FromBytes(frame.DeviceId) != device) return $"The commissioning frame is of another device than the key's {device}.";
        if (!frame.NetworkId.AsSpan().SequenceEqual(network.NetworkId)) return "The commissioning frame is for another network.";
        var clock = now.ToUnixTimeSeconds();
        if (frame.UnixTime > clock + DeviceLogin.ClockToleranceSeconds) return "The commissioning frame is dated in the future.";
        if (frame.Expires <= clock) return "The calibration of the commissioning frame has expired.";
        if (!IsSigned(FrameKind.Commissioning, bytes, frame.LengthBeforeSignature, frame.Signature, publicKey)) return "The commissioning frame is not signed by the device.";
        var digest = new byte[Sha256.DigestLength];
        FrameSigning.Digest(FrameKind.Commissioning, bytes, 0, frame.LengthBeforeSignature, digest);
        return PersonalMessage.TryRecover(digest, frame.InstallerSignature, out var signer) && signer == Address.FromBytes(frame.Installer)
            ? null : "The commissioning frame is not signed by the installer that it names.";
    }

    private static string? BuildFault(
        Application application, CommissioningFrame frame, ImmutableArray<ChannelRegistration> channels, ImmutableArray<string> feeders, Func<DeviceId, DeviceRecord?> known)
    {
        if (application.Kind == "meter")
        {
            if (feeders.Length > 0) return "Only a storage has feeders.";
            if (!channels.Any(channel => channel.Role == ChannelRole.Generation)) return "A meter needs a generation channel.";
            return application.CapacityWatts <= frame.PanelWatts ? null : $"The capacity of {application.CapacityWatts} W is above the {frame.PanelWatts} W of panels that were commissioned.";
        }
        var received = channels.Where(channel => channel.Role == ChannelRole.StorageReceived).ToList();
        if (received.Count == 0) return "A storage needs a channel that receives.";
        if (received.Count != feeders.Length || feeders.Distinct().Count() != feeders.Length) return $"A storage with {received.Count} receiving channels names as many different feeders.";
        foreach (var feeder in feeders)
            if (!DeviceId.TryParse(feeder, out var id) || known(id) is not { Kind: DeviceKind.Meter }) return $"The feeder '{feeder}' has not applied as a meter.";
        var receivedWatts = received.Sum(channel => (long)channel.CapacityWatts);
        return application.CapacityWatts <= receivedWatts ? null : $"The capacity of {application.CapacityWatts} W is above the {receivedWatts} W of its receiving channels.";
    }

    private static ImmutableArray<ChannelRegistration> ChannelsOf(CommissioningFrame frame) =>
    [
        .. frame.Channels.Take(frame.ChannelCount).Select(channel => new ChannelRegistration(channel.Role, channel.Instrument, channel.UncertaintyHundredths,
            (int)Math.Min(channel.CapacityWatts, int.MaxValue), (int)Math.Min(channel.ZeroMilliwatts, int.MaxValue))),
    ];

    private static bool IsSigned(byte kind, byte[] frame, int lengthBeforeSignature, byte[] signature, ECDsa key)
    {
        var digest = new byte[Sha256.DigestLength];
        FrameSigning.Digest(kind, frame, 0, lengthBeforeSignature, digest);
        return LowS.Holds(signature.AsSpan(32)) && key.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static ECDsa? Import(byte[] key)
    {
        if (key[0] != 4) return null;
        try
        {
            return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = { X = key[1..33], Y = key[33..65] } });
        }
        catch (CryptographicException)
        {
            return null; // The base library has no other way to say that a point is not on the curve.
        }
    }

    private static byte[]? Bytes(string? hex)
    {
        if (hex is null) return null;
        var digits = hex.StartsWith("0x", StringComparison.Ordinal) ? hex.AsSpan(2) : hex;
        var bytes = new byte[digits.Length / 2];
        return Convert.FromHexString(digits, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }

    private static AdmissionVerdict No(string refusal) => AdmissionVerdict.Refuse(refusal);
}
