using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using GreenPow.Gateway.Mining;

namespace GreenPow.Gateway.Tests.Mining;

public sealed class ShareTargetTests
{
    /// <summary>0x1d00ffff is Bitcoin's difficulty 1: a share is worth 2^32 + 2^16 + 1 hashes, rounded down (2^256 / (0xffff x 2^208 + 1)).</summary>
    [Fact]
    public void Difficulty_one_is_worth_its_known_hashes() => Assert.Equal(4_295_032_833, ShareTarget.ExpectedHashes(0x1d00ffff));

    /// <summary>The bits of MaxCoin's genesis block: mantissa 0x00ffff at exponent 30.</summary>
    [Fact]
    public void The_bits_of_maxcoins_genesis_are_its_target()
    {
        Assert.Equal(new BigInteger(0x00ffff) << (8 * 27), ShareTarget.Expand(0x1e00ffff));
        Assert.Equal(16_777_472, ShareTarget.ExpectedHashes(0x1e00ffff));
    }

    /// <summary>50 hashes a second for 20 s: one in a thousand.</summary>
    [Fact]
    public void A_target_for_a_thousand_hashes_is_worth_a_thousand()
    {
        var bits = ShareTarget.ForHashesPerShare(1000);
        Assert.InRange((long)ShareTarget.ExpectedHashes(bits), 1000, 1000);
    }

    [Fact]
    public void A_target_is_never_easier_than_asked_and_harder_by_less_than_one_in_32768()
    {
        var hashes = Gen.Choose(1, int.MaxValue).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(hashes, asked =>
        {
            var worth = ShareTarget.ExpectedHashes(ShareTarget.ForHashesPerShare(asked));
            return worth >= asked && (worth - asked) * 32_768 <= asked + 32_768;
        }));
    }

    [Fact]
    public void No_hashes_make_no_target() => Assert.Throws<ArgumentOutOfRangeException>(() => ShareTarget.ForHashesPerShare(0));
}
