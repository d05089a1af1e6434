using FsCheck;
using FsCheck.Fluent;
using GreenPow.Wire;

namespace GreenPow.Wire.Tests;

public class BytesTests
{
    [Fact]
    public void Numbers_are_little_endian_as_the_base_library_has_them()
    {
        Prop.ForAll(Frames.Bytes(8).ToArbitrary(), b =>
            Bytes.ReadUInt16(b, 0) == BitConverter.ToUInt16(b)
            && Bytes.ReadUInt32(b, 0) == BitConverter.ToUInt32(b)
            && Bytes.ReadInt32(b, 0) == BitConverter.ToInt32(b)
            && Bytes.ReadUInt64(b, 0) == BitConverter.ToUInt64(b)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_written_is_read()
    {
        Prop.ForAll(Frames.Bytes(8).ToArbitrary(), source =>
        {
            var b = new byte[20];
            Bytes.WriteUInt16(b, 1, Bytes.ReadUInt16(source, 0));
            Bytes.WriteInt32(b, 3, Bytes.ReadInt32(source, 2));
            Bytes.WriteUInt64(b, 7, Bytes.ReadUInt64(source, 0));
            return Bytes.Equal(b, 1, source, 0, 6) && Bytes.Equal(b, 7, source, 0, 8);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Hexadecimal_is_lower_case_two_digits_a_byte() =>
        Prop.ForAll(Frames.AnyBytes(40).ToArbitrary(), b => Bytes.ToHex(b, 0, b.Length) == Convert.ToHexStringLower(b)).QuickCheckThrowOnFailure();

    [Fact]
    public void Equality_sees_every_byte()
    {
        var a = new byte[8];
        for (var i = 0; i < a.Length; i++)
        {
            var b = new byte[8];
            b[i] = 1;
            Assert.False(Bytes.Equal(a, 0, b, 0, 8));
        }
        Assert.True(Bytes.Equal(a, 0, new byte[8], 0, 8));
    }
}
