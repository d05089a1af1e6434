namespace GreenPow.Dao.Tests;

/// <summary>Vectors of Hyperledger Besu, as in ethereumjs/ethereumjs-monorepo packages/tx/test/json/eip1559.json (chain 7822).</summary>
public sealed class DynamicFeeTransactionTests
{
    private const string Key = "0x8f2a55949038a9610f50fb23b5883af3b4ecb3c3bb792cbcefbd1542c692be63";
    private const string Account = "0xFE3B557E8Fb62b89F4916B721be55cEb828dBd73";
    private static readonly Address To = Address.Parse("0x000000000000000000000000000000000000aaaa");

    public static TheoryData<ulong, long, ulong, long, long, string> Vectors => new()
    {
        { 819, 43203529, 35552, 75853, 121212, "02f870821e8e8203338301284d8301d97c828ae094000000000000000000000000000000000000aaaa8402933bc980c080a0d067f2167008c59219652f91cbf8788dbca5f771f6e91e2b7657e85b78b472e0a01d305af9fe81fdba43f0dfcd400ed24dcace0a7e30d4e85701dcaaf484cd079e" },
        { 353, 61901619, 32593, 38850, 136295, "02f86f821e8e8201618297c283021467827f5194000000000000000000000000000000000000aaaa8403b08b3380c001a004205678f13fc1d7b10feea6513dfa76e24418b6e08097d95c6f93a3b64e536da01d45ad61bfece43862de2cce7d2575a8c1d08c26c87f3cb5f26d7b0be54a91b2" },
        { 939, 2782905, 45047, 45216, 91648, "02f86e821e8e8203ab82b0a08301660082aff794000000000000000000000000000000000000aaaa832a76b980c001a0a0e7d9b07c7ec68f24788a554f993b99d59a3f08439cc6c942f62ea0341f2aeba078122b9957c146f7c87811bd58a7e9916ca8c07dabcf875b97bbdef79cb9c197" },
        { 119, 65456115, 62341, 24721, 107729, "02f86d821e8e778260918301a4d182f38594000000000000000000000000000000000000aaaa8403e6c7f380c001a0e38e239770801eb995498c821e55ac9c19ae09184bb27b34be105e02fe3b7615a067c64ca6bd6d9107e85fd581ab2e70a14b637eb36505bb40861ef9d6e800cab6" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_bytes_are_those_of_other_implementations(ulong nonce, long value, ulong gasLimit, long tip, long maxFee, string raw)
    {
        var transaction = new DynamicFeeTransaction(7822, nonce, tip, maxFee, gasLimit, To, value, default);
        var bytes = Convert.FromHexString(raw);
        // The vector ends with parity, r and s, the latter two as 32 bytes behind a prefix each.
        var signature = new EthereumSignature(Hex.Number("0x" + raw[^130..^66]), Hex.Number("0x" + raw[^64..]), OddY: bytes[^67] == 1);

        Assert.Equal(bytes, transaction.WithSignature(signature).Raw.ToArray());
        Assert.Equal(Keccak.Hash(bytes), transaction.WithSignature(signature).Hash);
        Assert.True(signature.TryRecover(transaction.SigningHash(), out var sender));
        Assert.Equal(Account, sender.ToString());
    }

    [Fact]
    public void What_is_signed_here_names_the_same_account()
    {
        using var key = EthereumKey.FromBytes(Hex.Bytes(Key));
        Assert.Equal(Account, key.Address.ToString());
        var transaction = new DynamicFeeTransaction(7822, 819, 75853, 121212, 35552, To, 43203529, default);
        Assert.True(key.Sign(transaction.SigningHash()).TryRecover(transaction.SigningHash(), out var sender));
        Assert.Equal(Account, sender.ToString());
    }
}
