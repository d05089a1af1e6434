using System.Buffers.Binary;

namespace GreenPow.Firmware.Tests;

public class ImagePartsTests
{
    [Fact]
    public void What_has_no_end_mark_is_one_part() => Assert.Equal([[1, 2, 3, 4, 5]], Split([1, 2, 3, 4, 5])!);

    [Fact]
    public void Parts_come_apart_in_their_order() => Assert.Equal([[1, 2, 3], [4], [5, 6]], Split(Image([1, 2, 3, 4, 5, 6], 3, 1, 2))!);

    [Theory]
    [InlineData(0u, 6u)]
    [InlineData(3u, 4u)]
    [InlineData(3u, 2u)]
    [InlineData(0xffffffffu, 7u)]
    public void Lengths_that_do_not_add_up_are_refused(uint first, uint second) => Assert.Null(Split(Image([1, 2, 3, 4, 5, 6], first, second)));

    [Fact]
    public void More_lengths_than_there_are_bytes_are_refused() => Assert.Null(Split([(byte)'G', (byte)'P', (byte)'P', 8]));

    private static byte[][]? Split(byte[] image) => (byte[][]?)LoadedFirmware.Call("ImageParts", "Split", image, image.Length);

    private static byte[] Image(byte[] bytes, params uint[] lengths)
    {
        var trailer = new byte[4 * lengths.Length];
        for (var i = 0; i < lengths.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(4 * i), lengths[i]);
        return [.. bytes, .. trailer, (byte)'G', (byte)'P', (byte)'P', (byte)lengths.Length];
    }
}
