using System.Security.Cryptography;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class RecordTests
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

    [Fact]
    public void Records_are_sent_in_order_until_each_is_acknowledged()
    {
        var flash = new MemoryFlash();
        var shelf = Shelf(flash);
        byte[] ownership = Frame(FrameKind.Ownership), commissioning = Frame(FrameKind.Commissioning), succession = Frame(FrameKind.Succession);
        Assert.True(shelf.Keep(succession));
        Assert.True(shelf.Keep(ownership));
        Assert.True(shelf.Keep(commissioning));
        Assert.Same(commissioning, shelf.NextToSend());
        shelf.Sent(commissioning);
        Assert.Same(ownership, shelf.NextToSend());
        shelf = Shelf(flash);
        Assert.Equal(ownership, shelf.NextToSend());
        shelf.Sent(shelf.NextToSend());
        Assert.Equal(succession, shelf.NextToSend());
        shelf.Sent(shelf.NextToSend());
        Assert.Null(shelf.NextToSend());
        Assert.Null(Shelf(flash).NextToSend());
        Assert.Equal(ownership, shelf.Frame(FrameKind.Ownership));
        shelf.SendAllAgain();
        Assert.Equal(commissioning, Shelf(flash).NextToSend());
    }

    [Fact]
    public void A_new_record_takes_the_place_of_the_old_and_is_sent()
    {
        var shelf = Shelf(new MemoryFlash());
        var first = Frame(FrameKind.Commissioning);
        shelf.Keep(first);
        shelf.Sent(first);
        var second = Frame(FrameKind.Commissioning);
        shelf.Keep(second);
        shelf.Sent(first);
        Assert.Same(second, shelf.NextToSend());
    }

    [Theory]
    [InlineData(FrameKind.Report)]
    [InlineData(FrameKind.Command)]
    public void Nothing_but_records_is_kept(byte kind)
    {
        Assert.False(Shelf(new MemoryFlash()).Keep(Frame(kind)));
    }

    private static RecordShelf Shelf(IFlash flash)
    {
        var shelf = new RecordShelf(flash);
        shelf.Load();
        return shelf;
    }

    private static byte[] Frame(byte kind)
    {
        var bytes = new byte[40];
        FrameHeader.Write(bytes, 0, kind, new byte[16]);
        return bytes;
    }
}
