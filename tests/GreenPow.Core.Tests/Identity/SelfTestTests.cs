using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class SelfTestTests
{
    [Theory]
    [InlineData(SignerKind.Managed, 7)]
    [InlineData(SignerKind.SecureElement, 4)]
    public void All_answers_hold_one_a_step(byte signerKind, int steps)
    {
        var test = SelfTest.ForSigner(signerKind);
        for (var i = 0; i < steps; i++)
        {
            Assert.False(test.IsDone);
            Assert.False(test.HasPassed);
            test.Step();
        }
        Assert.True(test.IsDone);
        Assert.True(test.HasPassed);
        Assert.Equal(SelfTestPart.None, test.Broken);
    }

    public static TheoryData<byte, string, string, string> Broken => new()
    {
        { SelfTestPart.Sha256, "", "616263", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ae" },
        { SelfTestPart.Keccak256, "", "", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a471" },
        { SelfTestPart.HmacSha256, "00", "", "0000000000000000000000000000000000000000000000000000000000000000" },
        { SelfTestPart.PublicKey, One, "", new string('0', 130) },
        { SelfTestPart.PublicKey, new string('0', 64), "", new string('0', 130) },
        { SelfTestPart.Sign, One, new string('1', 64), new string('2', 128) },
        { SelfTestPart.SharedSecret, One, Generator, new string('3', 64) },
        { SelfTestPart.Verify, Generator, new string('1', 64), new string('2', 128) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_wrong_answer_is_named_and_ends_the_test(byte part, string key, string input, string expected)
    {
        var test = new SelfTest([new KnownAnswer(part, key, input, expected), new KnownAnswer(SelfTestPart.Sha256, "", "616263", AbcDigest)]);
        test.Step();
        Assert.True(test.IsDone);
        Assert.False(test.HasPassed);
        Assert.Equal(part, test.Broken);
        Assert.NotEqual(SelfTestPart.Text(255), SelfTestPart.Text(part));
    }

    [Fact]
    public void Nothing_is_signed_once_a_part_is_broken()
    {
        var signer = new GuardedSigner(new ManagedSigner(Key()), new SelfTest([new KnownAnswer(SelfTestPart.Sha256, "", "616264", AbcDigest)]));
        Assert.False(signer.Sign(new byte[32], new byte[64], 0));
        Assert.False(signer.DeriveMacKey(signer.PublicKey, new byte[32]));
    }

    [Fact]
    public void The_first_signature_waits_for_the_rest_of_the_test()
    {
        var test = SelfTest.ForSigner(SignerKind.Managed);
        var signer = new GuardedSigner(new ManagedSigner(Key()), test);
        var signature = new byte[64];
        test.Step();
        Assert.True(signer.Sign(new byte[32], signature, 0));
        Assert.True(test.HasPassed);
        Assert.True(P256.Verify(signer.PublicKey, new byte[32], signature, 0));
    }

    private const string AbcDigest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private const string One = "0000000000000000000000000000000000000000000000000000000000000001";
    private const string Generator = "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

    private static byte[] Key() => Convert.FromHexString(One);
}
