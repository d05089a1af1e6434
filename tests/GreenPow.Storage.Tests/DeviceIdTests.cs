namespace GreenPow.Storage.Tests;

public sealed class DeviceIdTests
{
    private const string Text = "00f1a2b3c4d5e6f7089a0b0c0d0e0fff";

    [Fact]
    public void Text_and_bytes_are_two_forms_of_the_same_id()
    {
        var id = DeviceId.Parse(Text);
        Assert.Equal(Text, id.ToString());
        Assert.Equal(Convert.FromHexString(Text), id.ToArray());
        Assert.Equal(id, DeviceId.FromBytes(id.ToArray()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00F1A2B3C4D5E6F7089A0B0C0D0E0FFF")]
    [InlineData("00f1a2b3c4d5e6f7089a0b0c0d0e0ff")]
    [InlineData("00f1a2b3c4d5e6f7089a0b0c0d0e0ffff")]
    [InlineData("00f1a2b3c4d5e6f7 89a0b0c0d0e0fff")]
    public void Only_32_lower_case_hex_digits_are_an_id(string? text) => Assert.False(DeviceId.TryParse(text, out _));

    [Fact]
    public void It_is_the_one_that_the_wire_protocol_derives_from_a_key()
    {
        byte[] publicKey = [4, .. Enumerable.Range(0, 64).Select(index => (byte)index)];
        var expected = new byte[DeviceId.Length];
        Wire.Identity.DeviceId(publicKey, expected);
        Assert.Equal(expected, DeviceId.OfPublicKey(publicKey).ToArray());
    }
}
