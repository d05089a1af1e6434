using GreenPow.Gateway.Tests.Metering;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Hostile;

/// <summary>Frames that somebody bends, repeats or sends for another: each has its answer, and the leaves are those of an honest hour.</summary>
public sealed class FrameAttackTests : IDisposable
{
    private readonly HostileWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void Replayed_frames_are_duplicates_and_mint_nothing_more()
    {
        var frames = world.North.Reports(60, HostileWorld.Sunny);
        world.Submit(world.North, frames);
        world.Hour(north: false);
        Assert.Equal((0, 60, 0), Counts(world.Submit(world.North, frames)));
        world.Restart();
        Assert.Equal((0, 60, 0), Counts(world.Submit(world.North, [.. frames.Reverse()])));
        AssertHonestMint();
    }

    [Fact]
    public void Frames_of_another_device_are_refused_on_ones_own_topic()
    {
        world.Hour();
        var frames = world.North.Reports(10, HostileWorld.Sunny);
        Assert.Equal((0, 0, 10), Counts(world.Submit(world.South.Id, world.North.NextSlotStart, frames)));
        Assert.All(world.Catalogue.Rejects(world.South.Id), reject => Assert.Equal(RefusalReason.WrongTopic, reject.Reason));
        AssertHonestMint();
    }

    [Fact]
    public void A_seal_by_another_key_is_refused()
    {
        world.Hour();
        var forger = HostileWorld.Meter(1);
        (forger.Sequence, forger.Previous, forger.NextSlotStart, forger.Counters) = (world.North.Sequence, world.North.Previous, world.North.NextSlotStart, [.. world.North.Counters]);
        var forged = forger.Report(seal: true, HostileWorld.Sunny, frame => world.North.Id.CopyTo(frame.DeviceId));
        Assert.Equal((0, 0, 1), Counts(world.Submit(world.North, forged)));
        Assert.Equal(RefusalReason.BadSignature, world.Catalogue.Rejects(world.North.Id).Single().Reason);
        AssertHonestMint();
    }

    [Fact]
    public void A_device_that_never_applied_is_refused()
    {
        world.Hour();
        var stranger = HostileWorld.Meter(1);
        Assert.Equal((0, 0, 10), Counts(world.Submit(stranger, stranger.Reports(10, HostileWorld.Sunny))));
        AssertHonestMint();
    }

    [Fact]
    public void Any_flipped_bit_in_a_sealed_frame_is_refused()
    {
        var frames = world.North.Reports(60, HostileWorld.Sunny);
        world.Submit(world.North, frames[..^1]);
        foreach (var bent in Flips(frames[^1])) Assert.Equal((0, 0, 1), Counts(world.Submit(world.North, bent)));
        world.Submit(world.North, frames[^1]);
        world.Hour(north: false);
        AssertHonestMint();
    }

    [Fact]
    public void Any_flipped_bit_in_an_unsealed_frame_ends_orphaned_and_the_true_frame_counts()
    {
        const int sequenceAt = 20, sequenceEnd = 28, lieTogether = 2;
        const int minutes = 740; // nine of ten are unsealed; a lie about the sequence needs room for one alternative more
        var frames = world.North.Reports(minutes, HostileWorld.Sunny);
        var bits = frames[0].Length * 8;
        var (bit, refused, otherSequence) = (0, 0, 0);
        foreach (var frame in frames)
        {
            if ((frame[35] & 0x80) == 0)
            {
                var lies = Flips(frame).Skip(bit).Take(lieTogether).ToArray();
                otherSequence += Enumerable.Range(bit, lies.Length).Count(at => at / 8 is >= sequenceAt and < sequenceEnd);
                bit += lies.Length;
                if (lies.Length > 0) refused += world.Submit(world.North, lies).Refused;
            }
            Assert.Equal(1, world.Submit(world.North, frame).Accepted);
        }
        Assert.Equal(bits, bit);
        var orphans = world.Catalogue.Findings(world.North.Id);
        Assert.All(orphans, orphan => Assert.Equal(Finding.Orphaned, orphan.Kind));
        // A flipped sequence lies beside another report, or so far ahead that no seal has come to it yet.
        Assert.InRange(orphans.Length, bits - refused - otherSequence, bits - refused);
        Assert.Equal((ulong)minutes, world.Catalogue.Have(world.North.Id).Sequence);
        world.Hour(north: false, minutes);
        world.Close();
        Assert.Equal(HostileWorld.HonestLeaves(minutes), world.Leaves());
    }

    [Fact]
    public void Two_signed_histories_suspend_their_device_and_nobody_else()
    {
        world.Hour();
        var (sequence, previous, slot, counters) = (world.North.Sequence, world.North.Previous, world.North.NextSlotStart, world.North.Counters.ToArray());
        world.Submit(world.North, world.North.Reports(10, HostileWorld.Sunny));
        (world.North.Sequence, world.North.Previous, world.North.NextSlotStart, world.North.Counters) = (sequence, previous, slot, counters);
        world.Submit(world.North, world.North.Reports(10, [2_000, 0, 1_200, 0]));
        Assert.Equal(DeviceState.Suspended, world.Catalogue.Device(world.North.Id)!.State);
        Assert.Contains(world.Catalogue.Findings(world.North.Id), finding => finding.Kind == Finding.Equivocation);

        var evidence = world.Close();
        Assert.Equal(world.North.Number, Assert.Single(evidence.Waiting).TokenId);
        Assert.Equal(HostileWorld.HonestLeaves().Where(leaf => leaf.TokenId == world.South.Number), world.Leaves().Where(leaf => leaf.TokenId == world.South.Number));
        Assert.DoesNotContain(world.Leaves(), leaf => leaf.TokenId == world.North.Number);
    }

    private void AssertHonestMint()
    {
        world.Close();
        Assert.Equal(HostileWorld.HonestLeaves(), world.Leaves());
    }

    private static (int Accepted, int Duplicates, int Refused) Counts(GreenPow.Gateway.Metering.IngestResult result) => (result.Accepted, result.Duplicates, result.Refused);

    private static IEnumerable<byte[]> Flips(byte[] frame) => Enumerable.Range(0, frame.Length * 8).Select(bit =>
    {
        var bent = frame.ToArray();
        bent[bit / 8] ^= (byte)(1 << (bit % 8));
        return bent;
    });
}
