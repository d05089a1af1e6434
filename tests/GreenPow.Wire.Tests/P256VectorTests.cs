using System.Security.Cryptography;
using GreenPow.Wire;

namespace GreenPow.Wire.Tests;

public class P256VectorTests
{
    public static TheoryData<int> Signatures => Vectors.Indexes("p256");

    /// <summary>The RFC does not ask for low s; the vectors carry both, and ours is the lower.</summary>
    [Theory]
    [MemberData(nameof(Signatures))]
    public void Signatures_are_those_of_RFC_6979_with_low_s(int index)
    {
        var vector = Vectors.Section("p256")[index];
        var digest = SHA256.HashData(vector.Hex("message"));
        var signature = new byte[64];
        Assert.Equal(vector.Hex("publicKey"), P256Tests.PublicKeyOf(vector.Hex("privateKey")));
        Assert.True(P256.Sign(vector.Hex("privateKey"), digest, signature, 0));
        Assert.Equal(vector.Hex("r"), signature[..32]);
        Assert.Equal(vector.Hex("lowS"), signature[32..]);
        Assert.True(P256.Verify(vector.Hex("publicKey"), digest, signature, 0));

        using var library = P256Tests.Import(vector.Hex("publicKey"));
        byte[] published = [.. vector.Hex("r"), .. vector.Hex("s")];
        Assert.True(library.VerifyHash(digest, published));
        Assert.Equal(vector.Text("s") == vector.Text("lowS"), P256.Verify(vector.Hex("publicKey"), digest, published, 0));
    }

    /// <summary>k x G has the x that becomes r: the RFC prints k, so the comb is checked apart from the nonce.</summary>
    [Theory]
    [MemberData(nameof(Signatures))]
    public void The_published_k_gives_the_published_r(int index)
    {
        var vector = Vectors.Section("p256")[index];
        Assert.Equal(vector.Hex("r"), P256Tests.PublicKeyOf(vector.Hex("k"))[1..33]);
    }
}
