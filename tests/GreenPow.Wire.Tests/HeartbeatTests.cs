using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using GreenPow.Wire;

namespace GreenPow.Wire.Tests;

public class HeartbeatTests
{
    public static TheoryData<int> Targets => Vectors.Indexes("compactTargets");

    [Fact]
    public void MaxCoins_genesis_block_has_its_hash_and_meets_its_bits()
    {
        var vector = Vectors.Section("maxcoinGenesis");
        var header = vector.Hex("header");
        var hash = new byte[32];
        Keccak256.Hash(header, 0, MaxcoinHeader.Length, hash, 0);
        Assert.Equal(vector.Hex("hash"), hash.Reverse());

        var target = new byte[32];
        Assert.True(CompactTarget.TryExpand(Bytes.ReadUInt32(header, 72), target));
        Assert.Equal(vector.Hex("target"), target.Reverse());
        Assert.True(MaxcoinHeader.Meets(header, target));
    }

    [Fact]
    public void MaxCoins_genesis_block_is_built_from_its_fields()
    {
        var vector = Vectors.Section("maxcoinGenesis");
        var header = vector.Hex("header");
        var before = new byte[76];
        MaxcoinHeader.Build(vector.GetProperty("version").GetUInt32(), header[4..36], header[36..68],
            vector.GetProperty("time").GetUInt32(), vector.GetProperty("bits").GetUInt32(), before);
        var built = new byte[80];
        MaxcoinHeader.WithNonce(before, vector.GetProperty("nonce").GetUInt32(), built);
        Assert.Equal(header, built);
        Assert.Equal(BeaconJob.Version, vector.GetProperty("version").GetUInt32());
    }

    [Fact]
    public void The_target_itself_is_met_and_one_less_is_not()
    {
        var header = Vectors.Section("maxcoinGenesis").Hex("header");
        var hash = new byte[32];
        Keccak256.Hash(header, 0, 80, hash, 0);
        Assert.True(MaxcoinHeader.Meets(header, hash));
        Assert.NotEqual(0, hash[0]);
        hash[0]--;
        Assert.False(MaxcoinHeader.Meets(header, hash));
    }

    [Fact]
    public void A_beacon_job_is_bound_to_block_device_and_job()
    {
        var vector = Vectors.Section("beaconJob");
        var device = Vectors.Section("device").Hex("deviceId");
        var header = new byte[76];
        BeaconJob.Header76(vector.Hex("previous"), device, vector.GetProperty("jobId").GetUInt32(), vector.Hex("poolNonce"),
            vector.GetProperty("time").GetUInt32(), vector.GetProperty("bits").GetUInt32(), header);
        Assert.Equal(vector.Hex("header"), header);
        Assert.Equal(vector.Hex("previous"), header[4..36]);
        byte[] bound = [.. device, 7, 0, 0, 0, .. vector.Hex("poolNonce")];
        Assert.Equal(SHA256.HashData(bound), header[36..68]);
    }

    [Fact]
    public void Searching_finds_exactly_the_nonces_that_meet_the_target()
    {
        var vector = Vectors.Section("beaconJob");
        var target = new byte[32];
        Assert.True(CompactTarget.TryExpand(vector.GetProperty("bits").GetUInt32(), target));
        Assert.Equal(vector.Hex("target"), target.Reverse());
        var expected = vector.GetProperty("firstNonces").EnumerateArray().Select(n => n.GetUInt32()).ToArray();

        var search = new NonceSearch();
        search.Load(vector.Hex("header"), target);
        var header = new byte[80];
        for (uint nonce = 0; nonce <= expected[^1]; nonce++)
        {
            MaxcoinHeader.WithNonce(vector.Hex("header"), nonce, header);
            var isShare = expected.Contains(nonce);
            Assert.Equal(isShare, search.Try(nonce));
            Assert.Equal(isShare, MaxcoinHeader.Meets(header, target));
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_compact_target_expands_or_is_refused(int index)
    {
        var vector = Vectors.Section("compactTargets")[index];
        var target = new byte[32];
        var expected = vector.Text("target");
        Assert.Equal(expected is not null, CompactTarget.TryExpand(vector.GetProperty("bits").GetUInt32(), target));
        if (expected is not null)
            Assert.Equal(vector.Hex("target"), target.Reverse());
    }

    [Fact]
    public void The_compact_form_of_a_target_is_the_largest_that_is_not_above_it()
    {
        Prop.ForAll(Frames.Bytes(32).ToArbitrary(), Gen.Choose(0, 28).ToArbitrary(), (target, zeros) =>
        {
            Array.Clear(target, 32 - zeros, zeros);
            var bits = CompactTarget.FromTarget(target);
            var expanded = new byte[32];
            var again = new byte[32];
            return CompactTarget.TryExpand(bits, expanded)
                && Number(expanded) <= Number(target)
                && (!CompactTarget.TryExpand(bits + 1, again) || Number(again) > Number(target));
        }).QuickCheckThrowOnFailure();

        static System.Numerics.BigInteger Number(byte[] littleEndian) => new(littleEndian, isUnsigned: true);
    }
}
