using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>What a login says before anybody has looked at its signature and counter.</summary>
/// <param name="Refusal">Null while nothing speaks against it.</param>
public sealed record LoginClaim(DeviceId Device, LoginFrame Frame, byte[] Bytes, string? Refusal)
{
    internal static LoginClaim No(string refusal) => new(default, new LoginFrame(), [], refusal);
}

/// <summary>Whether a password proves that a known device stands behind a connection, now and not once before; pure.</summary>
public static class DeviceLogin
{
    /// <summary>How far a device's clock may be off when it says its time.</summary>
    public const int ClockToleranceSeconds = 300;

    /// <param name="userName">Must be the device id, as the client id must.</param>
    /// <param name="password">Hexadecimal text of a login frame.</param>
    public static LoginClaim Read(string clientId, string? userName, ReadOnlySpan<byte> password)
    {
        if (!DeviceId.TryParse(clientId, out var device)) return LoginClaim.No("The client id is no device id: 32 lower-case hex digits.");
        if (userName != clientId) return LoginClaim.No($"The user name is not the client id {clientId}.");
        var bytes = new byte[LoginFrame.TotalLength];
        if (password.Length != 2 * bytes.Length || Convert.FromHexString(password, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
            return LoginClaim.No($"The password is not a login frame: {2 * LoginFrame.TotalLength} hex digits.");
        var frame = new LoginFrame();
        if (!frame.TryRead(bytes, 0, bytes.Length, out var fault)) return LoginClaim.No($"The password is not a login frame: {FrameFault.Text(fault)}.");
        return DeviceId.FromBytes(frame.DeviceId) == device ? new(device, frame, bytes, Refusal: null) : LoginClaim.No($"The login frame is not of device {device}.");
    }

    /// <summary>Whether the DAO keeps a device out, however true its login is. A suspended one still comes in: its reports are kept while the DAO decides.</summary>
    /// <returns>Null, or why and what would end it.</returns>
    public static (RefusalReason Reason, string Text)? Ban(DeviceRecord device) => device.State switch
    {
        DeviceState.Revoked => (RefusalReason.Revoked, $"Device {device.Id} was revoked by the DAO; nothing that it sends is taken."),
        _ => null,
    };

    /// <summary>The same for a device that nobody knows yet: its key names it, and all it may do is apply.</summary>
    public static string? ApplicantRefusal(LoginClaim claim, ReadOnlySpan<byte> networkId, DateTimeOffset now)
    {
        if (claim.Refusal is { } refusal) return refusal;
        if (DeviceId.OfPublicKey([4, .. claim.Frame.PublicKey]) != claim.Device) return $"The public key is not that of device {claim.Device}.";
        if (!networkId.SequenceEqual(claim.Frame.NetworkId)) return "The login is for another network.";
        return ClockFault(claim, now);
    }

    /// <summary>Everything but the signature, the counter and the DAO's word.</summary>
    /// <returns>Null, or why not.</returns>
    public static string? Refusal(LoginClaim claim, DeviceRecord? known, ReadOnlySpan<byte> networkId, DateTimeOffset now)
    {
        if (claim.Refusal is { } refusal) return refusal;
        if (known is null) return $"Device {claim.Device} has not applied here.";
        if (!networkId.SequenceEqual(claim.Frame.NetworkId)) return "The login is for another network.";
        if (!claim.Frame.PublicKey.AsSpan().SequenceEqual(known.PublicKey.AsSpan(1))) return $"The public key is not that of device {claim.Device}.";
        return ClockFault(claim, now);
    }

    private static string? ClockFault(LoginClaim claim, DateTimeOffset now)
    {
        var offSeconds = Math.Abs(now.ToUnixTimeSeconds() - claim.Frame.UnixTime);
        return claim.Frame.UnixTime != 0 && offSeconds > ClockToleranceSeconds ? $"The clock of the device is off by {offSeconds} s, above {ClockToleranceSeconds} s." : null;
    }
}
