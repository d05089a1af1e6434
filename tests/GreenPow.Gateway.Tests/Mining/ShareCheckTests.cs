using GreenPow.Gateway.Mining;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Mining;

public sealed class ShareCheckTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly DeviceId Device = DeviceId.Parse("00112233445566778899aabbccddeeff");

    /// <summary>A job that one hash in 16 meets, so that a test finds nonces by itself.</summary>
    private static readonly MiningJob Job = new(Device, 3, Noon, Noon.AddSeconds(600), ShareTarget.ForHashesPerShare(16), new byte[16], 7, Enumerable.Repeat((byte)0xab, 32).ToArray());

    [Fact]
    public void A_nonce_that_the_chips_own_search_finds_counts() => Assert.Equal(ShareVerdict.Counted, ShareCheck.Judge(Job, Find(Job), Noon));

    /// <summary>By the definition alone: Keccak-256 of the 80 bytes, read little-endian, at most the target.</summary>
    [Fact]
    public void A_nonce_counts_exactly_when_its_hash_meets_the_target()
    {
        var header = new byte[80];
        for (uint nonce = 0; nonce < 500; nonce++)
        {
            MaxcoinHeader.WithNonce(Job.Header(), nonce, header);
            var hash = new byte[32];
            Keccak256.Hash(header, 0, header.Length, hash, 0);
            var meets = new System.Numerics.BigInteger(hash, isUnsigned: true) <= ShareTarget.Expand(Job.TargetBits);
            Assert.Equal(meets ? ShareVerdict.Counted : ShareVerdict.BelowTarget, ShareCheck.Judge(Job, nonce, Noon));
        }
    }

    [Theory]
    [InlineData(720, ShareVerdict.Counted)]
    [InlineData(721, ShareVerdict.Late)]
    public void A_share_counts_until_120_seconds_after_its_jobs_end(int secondsAfterIssue, ShareVerdict verdict) =>
        Assert.Equal(verdict, ShareCheck.Judge(Job, Find(Job), Noon.AddSeconds(secondsAfterIssue)));

    [Fact]
    public void A_nonce_of_no_job_is_named_so() => Assert.Equal(ShareVerdict.UnknownJob, ShareCheck.Judge(job: null, 1, Noon));

    [Fact]
    public void Another_devices_nonce_is_worth_nothing()
    {
        var other = Job with { Device = DeviceId.Parse("ff112233445566778899aabbccddeeff") };
        var mine = Enumerable.Range(0, 2000).Select(nonce => (uint)nonce).Where(nonce => ShareCheck.Judge(Job, nonce, Noon) == ShareVerdict.Counted).ToList();
        var theirs = mine.Count(nonce => ShareCheck.Judge(other, nonce, Noon) == ShareVerdict.Counted);
        Assert.True(mine.Count > 60, $"{mine.Count} of 2000 met a target of one in 16");
        Assert.True(theirs < mine.Count / 3, $"{theirs} of {mine.Count} nonces also suit another device");
    }

    /// <summary>MaxCoin's genesis block, from its public sources: the header meets its own bits and the hash is the known one.</summary>
    [Fact]
    public void Maxcoins_genesis_meets_its_bits_and_no_neighbour_does()
    {
        var header = Convert.FromHexString("700000000000000000000000000000000000000000000000000000000000000000000000f36ae45560247c5c7fe195e47128af943405cc987ddc18c388a473c2463bccf87843e652ffff001e3936b000");
        var target = new byte[32];
        Assert.True(CompactTarget.TryExpand(Bytes.ReadUInt32(header, 72), target));
        Assert.True(MaxcoinHeader.Meets(header, target));
        header[76]++;
        Assert.False(MaxcoinHeader.Meets(header, target));
    }

    private static uint Find(MiningJob job)
    {
        var target = new byte[32];
        Assert.True(CompactTarget.TryExpand(job.TargetBits, target));
        var search = new NonceSearch();
        search.Load(job.Header(), target);
        uint nonce = 0;
        while (!search.Try(nonce)) nonce++;
        return nonce;
    }
}
