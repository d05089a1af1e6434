using System.Numerics;
using GreenPow.Dao;
using GreenPow.Gateway.Metering;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>Whether a succession frame may be believed: everybody whose word it needs has signed, and it names where the old meter's history ends; pure.</summary>
public static class Succession
{
    /// <param name="heir">Who published it; its own signature was checked at the door.</param>
    /// <param name="known">Finds the old device.</param>
    /// <param name="old">What is held of the old device's history.</param>
    /// <returns>Null, or why not.</returns>
    public static string? Fault(SuccessionFrame frame, byte[] bytes, DeviceRecord heir, Func<DeviceId, DeviceRecord?> known, Func<DeviceId, HeldHistory> old, DeviceKeys keys)
    {
        var oldId = DeviceId.FromBytes(frame.OldDeviceId);
        if (!frame.NetworkId.AsSpan().SequenceEqual(heir.NetworkId)) return "the succession frame is for another network";
        if (known(oldId) is not { } before) return $"the old device {oldId} has not applied here";
        if (before.TokenId is not { } token) return $"the old device {oldId} is not a site of the registry";
        if (new BigInteger(frame.TokenId, isUnsigned: true, isBigEndian: true) != token) return $"the succession frame is for another site than {token}, which is the old device's";
        if (heir.TokenId is not null && heir.Follows != oldId) return $"device {heir.Id} is a site of its own, {heir.TokenId}";
        if (before.Kind != heir.Kind) return $"a {Name(heir.Kind)} cannot follow a {Name(before.Kind)}";
        if (!heir.Owner.AsSpan().SequenceEqual(before.Owner)) return "the new device's ownership frame names another owner than the site's";
        if (HistoryFault(frame, oldId, old(oldId)) is { } historyFault) return historyFault;

        var digest = new byte[Sha256.DigestLength];
        FrameSigning.Digest(FrameKind.Succession, bytes, 0, frame.LengthBeforeSignature, digest);
        if (!IsBy(Address.FromBytes(before.Owner), digest, frame.OwnerSignature)) return "the succession frame is not signed by the site's owner";
        var commissioning = new CommissioningFrame();
        if (!commissioning.TryRead(heir.CommissioningFrame, 0, heir.CommissioningFrame.Length, out _)) return "the new device was not commissioned";
        if (!IsBy(Address.FromBytes(commissioning.Installer), digest, frame.InstallerSignature)) return "the succession frame is not signed by the installer who commissioned the new device";
        return frame.IsSignedByOld && !keys.Verify(before, FrameKind.Succession, bytes, frame.LengthBeforeSignature, frame.OldSignature)
            ? "the old device's signature is not its own" : null;
    }

    // The end must be one that we hold and nothing sealed may lie behind it: those reports would belong to nobody.
    private static string? HistoryFault(SuccessionFrame frame, DeviceId old, HeldHistory held)
    {
        if (held.NewestSealed != frame.OldSequence) return $"the last sealed report of {old} is {held.NewestSealed}, not {frame.OldSequence}";
        return held.FrameHash.AsSpan().SequenceEqual(frame.OldFrameHash) ? null : $"report {frame.OldSequence} of {old} has another hash";
    }

    private static bool IsBy(Address person, byte[] digest, byte[] signature) => PersonalMessage.TryRecover(digest, signature, out var signer) && signer == person;

    private static string Name(DeviceKind kind) => kind == DeviceKind.Meter ? "meter" : "storage";
}

/// <summary>Where the sealed history of a device ends; zeros where there is none.</summary>
public sealed record HeldHistory(ulong NewestSealed, byte[] FrameHash)
{
    public static HeldHistory Of(Catalogue catalogue, DeviceId device)
    {
        var newest = catalogue.Have(device).NewestSealed;
        return newest == 0 ? new(0, new byte[32]) : new(newest, catalogue.SealedReports(device, newest, newest).Single().FrameHash);
    }
}
