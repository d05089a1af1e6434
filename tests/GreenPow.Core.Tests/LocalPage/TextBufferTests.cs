using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GreenPow.Core;

namespace GreenPow.Core.Tests;

public class TextBufferTests
{
    [Fact]
    public void Numbers_are_written_as_the_base_library_writes_them() =>
        Prop.ForAll<long>(value => Assert.Equal(value.ToString(CultureInfo.InvariantCulture), Text(b => b.Number(value)))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, "0")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    [InlineData(-10, "-10")]
    public void Numbers_at_the_edge_are_right(long value, string text) => Assert.Equal(text, Text(b => b.Number(value)));

    [Theory]
    [InlineData(12345, 3, "12.345")]
    [InlineData(-5, 1, "-0.5")]
    [InlineData(7, 0, "7")]
    [InlineData(1000, 3, "1.000")]
    public void Fixed_points_keep_their_places(long value, int places, string text) => Assert.Equal(text, Text(b => b.Fixed(value, places)));

    [Fact]
    public void What_does_not_fit_is_told_and_nothing_is_broken()
    {
        TextBuffer buffer = new(5);
        buffer.Text("1234").Text("éé");
        Assert.True(buffer.IsFull);
        Assert.Equal(4, buffer.Length);
        buffer.Number(12);
        Assert.Equal("12341", Encoding.UTF8.GetString(buffer.Bytes, 0, buffer.Length));
        buffer.Clear();
        Assert.False(buffer.Text("ééa").IsFull);
    }

    private static string Text(Action<TextBuffer> write)
    {
        TextBuffer buffer = new(100);
        write(buffer);
        return Encoding.UTF8.GetString(buffer.Bytes, 0, buffer.Length);
    }
}
