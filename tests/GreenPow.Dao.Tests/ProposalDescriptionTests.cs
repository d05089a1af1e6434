namespace GreenPow.Dao.Tests;

public sealed class ProposalDescriptionTests
{
    // The first example of EIP-55.
    private static readonly Address Proposer = Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");

    [Fact]
    public void The_proposer_stands_behind_the_text() =>
        Assert.Equal("Admit four sites#proposer=0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", ProposalDescription.Of("Admit four sites", Proposer));

    [Theory]
    [InlineData("")]
    [InlineData("Admit four sites")]
    [InlineData("Smile 🌞#proposer=0x00")]
    public void The_text_comes_back(string text) => Assert.Equal(text, ProposalDescription.TextOf(ProposalDescription.Of(text, Proposer)));

    [Theory]
    [InlineData("Admit four sites")]
    [InlineData("#proposer=0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe")]
    [InlineData("Mint#proposer=0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAez")]
    [InlineData("Mint#proposer=0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed.")]
    public void A_description_that_names_no_proposer_is_all_text(string description) => Assert.Equal(description, ProposalDescription.TextOf(description));
}
