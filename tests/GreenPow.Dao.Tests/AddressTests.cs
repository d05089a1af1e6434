namespace GreenPow.Dao.Tests;

public sealed class AddressTests
{
    // Test cases of EIP-55.
    [Theory]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void The_text_carries_the_checksum(string text)
    {
        Assert.Equal(text, Address.Parse(text).ToString());
        Assert.Equal(text, Address.Parse(text.ToLowerInvariant()).ToString());
    }

    [Fact]
    public void A_letter_in_the_wrong_case_is_refused_by_name()
    {
        var fault = Assert.Throws<FormatException>(() => Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"));
        Assert.Equal("'0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD' is mistyped: its checksum would be 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed.", fault.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeA")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAedaa")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg")]
    public void What_is_no_address_is_refused(string text)
    {
        Assert.False(Address.TryParse(text, out _));
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => Address.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_come_back_as_they_went_in()
    {
        var bytes = Enumerable.Range(1, 20).Select(i => (byte)(i * 12)).ToArray();
        Assert.Equal(bytes, Address.FromBytes(bytes).ToBytes());
        Assert.NotEqual(Address.FromBytes(bytes), Address.Zero);
    }
}
