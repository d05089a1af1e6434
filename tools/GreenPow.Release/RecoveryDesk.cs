using GreenPow.Wire;

namespace GreenPow.Release;

/// <summary>What an owner does with a recovery key: make one, and with it give a device to another gateway.</summary>
public static class RecoveryDesk
{
    public static string Do(RecoveryOptions options, DateTimeOffset now) => options.Command == "new-key" ? NewKey(options.KeyFile) : Convert.ToHexStringLower(Change(options, now));

    /// <summary>The signed command frame. Its counter follows the clock, and the device takes only one that is above the last: that clock must not be set back.</summary>
    public static byte[] Change(RecoveryOptions options, DateTimeOffset now)
    {
        byte[] payload = [.. options.GatewayKey[1..], .. options.NewRecoveryFile.Length == 0 ? [] : ReleaseKeys.Public(options.NewRecoveryFile)[1..]];
        var frame = new CommandFrame
        {
            Counter = (ulong)now.ToUnixTimeMilliseconds(), IssuedAt = (uint)now.ToUnixTimeSeconds(), Opcode = CommandOpcode.KeyChange, PayloadLength = (byte)payload.Length,
        };
        options.Device.CopyTo(frame.DeviceId, 0);
        options.Network.CopyTo(frame.NetworkId, 0);
        payload.CopyTo(frame.Payload, 0);
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        var digest = new byte[Sha256.DigestLength];
        FrameSigning.Digest(FrameKind.Command, bytes, 0, frame.LengthBeforeSignature, digest);
        if (!P256.Sign(ReleaseKeys.Private(options.KeyFile), digest, bytes, frame.LengthBeforeSignature)) throw new ReleaseException("the private key is not a number of the curve");
        return bytes;
    }

    private static string NewKey(string file)
    {
        var key = ReleaseKeys.New(file);
        return $"""
            {file} is the private key, readable by you alone: keep it offline and copy it to a second safe place.
            {file}.pub is the public key, the device's setting RecoveryPublicKey (field 21): {Convert.ToHexStringLower(key)}
            Whoever has the private key can give the device to another gateway. Without it, a device whose gateway's key is lost or stolen is provisioned anew by hand.
            """;
    }
}
