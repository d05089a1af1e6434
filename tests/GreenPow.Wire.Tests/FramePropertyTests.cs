using FsCheck;
using FsCheck.Fluent;
using GreenPow.Wire;

namespace GreenPow.Wire.Tests;

public class FramePropertyTests
{
    public static TheoryData<int> VectorFrames => Vectors.Indexes("frames");

    [Fact]
    public void What_is_written_is_read()
    {
        Prop.ForAll(Frames.Valid().ToArbitrary(), frame =>
        {
            var bytes = Frames.Write(frame);
            var read = AnyFrame.Of(frame.Kind);
            Assert.True(read.TryRead(bytes, 0, bytes.Length, out var fault), FrameFault.Text(fault));
            Assert.Equal(FrameJson.Describe(frame.Fields).ToJsonString(), FrameJson.Describe(read.Fields).ToJsonString());
            Assert.True(bytes.Length <= frame.MaximumLength);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void A_frame_reads_and_writes_the_same_in_the_middle_of_a_buffer()
    {
        Prop.ForAll(Frames.Valid().ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (frame, at) =>
        {
            var bytes = Frames.Write(frame);
            var buffer = new byte[bytes.Length + 20];
            Array.Fill(buffer, (byte)0xee);
            frame.Write(buffer, at);
            Assert.True(buffer.AsSpan(at, bytes.Length).SequenceEqual(bytes));
            Assert.DoesNotContain(buffer[..at], b => b != 0xee);
            Assert.DoesNotContain(buffer[(at + bytes.Length)..], b => b != 0xee);
            Assert.True(AnyFrame.Of(frame.Kind).TryRead(buffer, at, bytes.Length, out _));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_byte_too_few_or_too_many_is_refused()
    {
        Prop.ForAll(Frames.Valid().ToArbitrary(), frame =>
        {
            byte[] bytes = [.. Frames.Write(frame), 0];
            var read = AnyFrame.Of(frame.Kind);
            Assert.False(read.TryRead(bytes, 0, bytes.Length, out var longer));
            Assert.Equal(FrameFault.Length, longer);
            Assert.False(read.TryRead(bytes, 0, bytes.Length - 2, out var shorter));
            Assert.True(shorter is FrameFault.Length or FrameFault.TooShort);
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>So two different byte strings are never the same frame, and a hash of the bytes is a hash of the content.</summary>
    [Fact]
    public void Whatever_is_read_writes_the_same_bytes_again()
    {
        Prop.ForAll(Frames.Valid().ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (frame, where, change) =>
        {
            var bytes = Frames.Write(frame);
            bytes[where % bytes.Length] ^= (byte)change;
            var read = AnyFrame.Of(frame.Kind);
            if (read.TryRead(bytes, 0, bytes.Length, out var fault))
                Assert.Equal(bytes, Frames.Write(read));
            else
                Assert.NotEqual(FrameFault.None, fault);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Random_bytes_are_refused_without_an_exception()
    {
        Prop.ForAll(Frames.AnyBytes(700).ToArbitrary(), Gen.Elements(AnyFrame.Kinds).ToArbitrary(), Gen.Elements(true, false).ToArbitrary(), (bytes, kind, begun) =>
        {
            // Half of them begin as a frame of the kind would, so that the reader gets past the header.
            byte[] start = [0x47, 0x50, 1, kind];
            if (begun)
                start.AsSpan(0, Math.Min(4, bytes.Length)).CopyTo(bytes);
            AnyFrame.Of(kind).TryRead(bytes, 0, bytes.Length, out var fault);
            Assert.NotEqual("unknown fault", FrameFault.Text(fault));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void A_frame_is_not_read_as_another_kind()
    {
        Prop.ForAll(Frames.Valid().ToArbitrary(), Gen.Elements(AnyFrame.Kinds).ToArbitrary(), (frame, kind) =>
        {
            var bytes = Frames.Write(frame);
            return AnyFrame.Of(kind).TryRead(bytes, 0, bytes.Length, out _) == (kind == frame.Kind);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(VectorFrames))]
    public void Any_flipped_bit_is_refused_by_reader_signature_or_mac(int index)
    {
        var vector = Vectors.Section("frames")[index];
        var bytes = vector.Hex("bytes");
        var kind = vector.GetProperty("kind").GetByte();
        var frame = AnyFrame.Of(kind);
        using var library = P256Tests.Import(Vectors.Signer(vector).Hex("publicKey"));
        var macKey = Vectors.Section("mac").Hex("key");
        var isMac = kind is FrameKind.Have or FrameKind.Work;
        var isSigned = vector.TryGetProperty("digest", out _);
        if (!isMac && !isSigned)
        {
            Assert.False(((ReportFrame)AnyFrame.Of(kind, vector.GetProperty("fields")).Fields).IsSealed);
            return;
        }
        Assert.True(IsTaken());
        // What others sign behind the first signature is not the signer's to protect.
        var protectedLength = isMac ? bytes.Length : frame.Covered + FrameSigning.SignatureLength;
        for (var bit = 0; bit < protectedLength * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(IsTaken(), $"byte {bit / 8}, bit {bit % 8}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        bool IsTaken()
        {
            if (!frame.TryRead(bytes, 0, bytes.Length, out _))
                return false;
            if (isMac)
                return DeviceMac.IsSealed(macKey, bytes, 0, frame.Covered);
            var digest = new byte[32];
            FrameSigning.Digest(kind, bytes, 0, frame.Covered, digest);
            return library.VerifyHash(digest, bytes[frame.Covered..(frame.Covered + 64)]);
        }
    }

    [Fact]
    public void A_signature_for_one_kind_is_none_for_another()
    {
        var bytes = Vectors.Frame("ownership").Hex("bytes");
        var digest = new byte[32];
        using var library = P256Tests.Import(Vectors.Section("device").Hex("publicKey"));
        foreach (var kind in AnyFrame.Kinds)
        {
            FrameSigning.Digest(kind, bytes, 0, OwnershipFrame.FixedLength, digest);
            Assert.Equal(kind == FrameKind.Ownership, library.VerifyHash(digest, bytes[OwnershipFrame.FixedLength..]));
        }
    }
}
