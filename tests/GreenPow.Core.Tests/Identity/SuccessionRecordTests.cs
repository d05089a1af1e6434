using System.Security.Cryptography;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class SuccessionRecordTests
{
    private static readonly ManagedSigner New = new([.. new byte[31], 5]);
    private static readonly ManagedSigner Old = new([.. new byte[31], 6]);

    [Fact]
    public void Both_meters_sign_the_same_succession()
    {
        var frame = new SuccessionFrame { OldSequence = 12 };
        frame.TokenId[31] = 4;
        Identity.DeviceId(Old.PublicKey, frame.OldDeviceId);
        Assert.True(DeviceRecords.SignSuccession(New, frame));
        Assert.False(frame.IsSignedByOld);
        Assert.True(DeviceRecords.AgreeToSuccession(Old, frame));
        Assert.True(frame.IsSignedByOld);
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        Assert.True(new SuccessionFrame().TryRead(bytes, 0, bytes.Length, out _));
        byte[] digest = SHA256.HashData([.. "GreenPow/1 succession\0"u8, .. bytes[..SuccessionFrame.FixedLength]]);
        Assert.True(P256.Verify(New.PublicKey, digest, bytes, 116));
        Assert.True(P256.Verify(Old.PublicKey, digest, bytes, 310));
    }
}
