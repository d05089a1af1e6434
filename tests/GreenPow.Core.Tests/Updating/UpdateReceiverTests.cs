using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests.Updating;

public class UpdateReceiverTests
{
    private readonly MemoryFlash _flash = new();
    private readonly UpdateProgress _answer = new();
    private Updater _updater;
    private long _now;

    public UpdateReceiverTests() => _updater = Boot();

    public static TheoryData<string, byte> Refusals => new()
    {
        { "profile", UpdateFault.Profile },
        { "key", UpdateFault.ReleaseKey },
        { "loader", UpdateFault.LoaderTooOld },
        { "old", UpdateFault.NotNewer },
        { "same", UpdateFault.NotNewer },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void An_image_that_this_device_must_not_run_is_refused_before_a_byte_is_kept(string what, byte fault)
    {
        Release release = what switch
        {
            "profile" => new Release { Profile = BoardProfile.Small },
            "key" => new Release { SigningKey = SHA256.HashData("somebody else"u8) },
            "loader" => new Release { MinimumLoader = [1, 0, 0, 1] },
            "old" => new Release { Version = [0, 9, 0, 0] },
            _ => new Release { Version = [1, 0, 0, 0] },
        };
        Assert.Equal((UpdateProgress.Refused, fault), Send(release, 0, 500));
        Assert.DoesNotContain("update-a", _flash.Names);
    }

    [Fact]
    public void A_header_of_which_any_bit_is_flipped_is_refused()
    {
        Release release = Release.Of(1);
        for (int bit = 0; bit < UpdateHeader.Length * 8; bit += 7)
        {
            byte[] piece = release.Piece(0, 500);
            piece[UpdateChunk.HeaderLength + bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(UpdateProgress.Refused, Send(piece).State);
            _now += 60_000;
        }

        Assert.Equal((UpdateProgress.Receiving, UpdateFault.None), Send(release, 0, 500));
    }

    [Fact]
    public void An_image_of_which_one_bit_is_flipped_is_refused_and_its_file_removed()
    {
        Release release = Release.Of(1);
        byte[] wrong = release.Piece(500, 500);
        wrong[100] ^= 1;
        Send(release, 0, 500);
        Send(wrong);
        for (int at = 1000; at < release.File.Length; at += 500) Send(release, at, Math.Min(500, release.File.Length - at));
        while (_updater.HasWork) Step();
        Answer();
        Assert.Equal((UpdateProgress.Refused, UpdateFault.Digest), (_answer.State, _answer.Fault));
        Assert.Empty(_flash.List("update-"));
        Assert.False(_updater.WantsRestart);
    }

    [Fact]
    public void Another_release_keys_id_on_a_valid_signature_is_refused()
    {
        Release release = Release.Of(1);
        release.File[60] ^= 1;
        Assert.Equal((UpdateProgress.Refused, UpdateFault.ReleaseKey), Send(release, 0, 500));
    }

    [Fact]
    public void A_piece_too_far_on_is_not_kept_and_one_twice_changes_nothing()
    {
        Release release = Release.Of(1);
        Send(release, 0, 500);
        Assert.Equal((UpdateProgress.Receiving, UpdateFault.Offset), Send(release, 1000, 500));
        Assert.Equal(500u, _answer.Received);
        Assert.Equal((UpdateProgress.Receiving, UpdateFault.None), Send(release, 0, 500));
        Assert.Equal(500u, _answer.Received);
        Assert.Equal(500, _flash.Length("update-a"));
    }

    [Fact]
    public void A_piece_from_the_middle_of_something_unknown_is_answered_with_the_wish_for_its_beginning()
    {
        Assert.Equal((UpdateProgress.Receiving, UpdateFault.Offset), Send(Release.Of(1), 500, 500));
        Assert.Equal(0u, _answer.Received);
    }

    [Fact]
    public void More_than_the_header_announced_is_refused()
    {
        Release release = Release.Of(1, 600);
        Send(release, 0, 500);
        byte[] tooLong = [.. release.Piece(500, 228), 0];
        Assert.Equal((UpdateProgress.Refused, UpdateFault.Length), Send(tooLong));
        Assert.Empty(_flash.List("update-"));
    }

    [Fact]
    public void A_step_does_one_piece_or_one_slice_and_a_second_piece_waits()
    {
        Release release = Release.Of(1, 5000);
        byte[] first = release.Piece(0, 500);
        byte[] second = release.Piece(500, 500);
        _updater.Take(first);
        _updater.Take(second);
        Step();
        Assert.False(_updater.HasWork);
        Assert.Equal(500, _flash.Length("update-a"));
        for (int at = 500; at < release.File.Length; at += 1024) Send(release, at, Math.Min(1024, release.File.Length - at));
        int steps = 0;
        for (; _updater.HasWork; steps++) Step();
        // 5,000 bytes in slices of 512, and one step for the signature.
        Assert.Equal(11, steps);
        Assert.True(_updater.WantsRestart);
    }

    [Fact]
    public void After_a_start_anew_it_goes_on_where_the_flash_stands()
    {
        Release release = Release.Of(1);
        Send(release, 0, 500);
        _updater = Boot();
        Assert.True(Answer());
        Assert.Equal((UpdateProgress.Receiving, 500u), (_answer.State, _answer.Received));
        Assert.Equal((UpdateProgress.Receiving, UpdateFault.None), Send(release, 500, 500));
    }

    [Fact]
    public void Another_signed_image_takes_the_place_of_one_half_sent_and_an_unsigned_one_does_not()
    {
        Send(Release.Of(1), 0, 500);
        Assert.Equal((UpdateProgress.Refused, UpdateFault.ReleaseKey), Send(new Release { Version = [1, 2, 0, 0], SigningKey = SHA256.HashData("x"u8) }, 0, 500));
        Assert.Equal((UpdateProgress.Receiving, UpdateFault.None), Send(Release.Of(1), 500, 500));
        _now += 60_000;
        Assert.Equal((UpdateProgress.Receiving, UpdateFault.None), Send(Release.Of(2), 0, 400));
        Assert.Equal(400, _flash.Length("update-a"));
    }

    /// <summary>A verification is 1.5 to 2.5 s of the chip.</summary>
    [Fact]
    public void Headers_that_are_not_signed_cost_one_verification_a_minute()
    {
        Release bogus = new() { Version = [1, 2, 0, 0], SigningKey = SHA256.HashData("x"u8) };
        Assert.Equal((UpdateProgress.Refused, UpdateFault.ReleaseKey), Send(bogus, 0, 500));
        _now = 59_999;
        Assert.Equal((UpdateProgress.Refused, UpdateFault.Busy), Send(bogus, 0, 500));
        Assert.Equal((UpdateProgress.Refused, UpdateFault.Busy), Send(Release.Of(1), 0, 500));
        _now = 60_000;
        Assert.Equal((UpdateProgress.Receiving, UpdateFault.None), Send(Release.Of(1), 0, 500));
    }

    [Fact]
    public void Nothing_is_taken_while_an_image_waits_for_the_restart()
    {
        Release release = Release.Of(1, 300);
        Send(release, 0, 428);
        while (_updater.HasWork) Step();
        Assert.True(_updater.WantsRestart);
        Assert.Equal((UpdateProgress.Refused, UpdateFault.Busy), Send(Release.Of(2), 0, 500));
        Assert.Equal(428, _flash.Length("update-a"));
    }

    [Fact]
    public void A_version_below_the_oldest_allowed_is_refused_after_the_release_that_forbids_it()
    {
        UpdatedDevice device = new() { Offered = new Release { Version = [1, 5, 0, 0], OldestAllowed = [1, 4, 0, 0] } };
        device.Knows(device.Offered);
        device.Settle();
        device.Offered = Release.Of(3);
        device.Settle();
        Assert.Equal((UpdateProgress.Refused, UpdateFault.BelowOldestAllowed), (device.LastAnswer.State, device.LastAnswer.Fault));
        device.Offered = Release.Of(4);
        device.Knows(device.Offered);
        device.Settle();
        Assert.Equal("1.4", device.Ran[^1]);
    }

    [Fact]
    public void Nothing_is_written_while_the_supply_is_low()
    {
        byte[] piece = Release.Of(1).Piece(0, 500);
        _updater.Take(piece);
        int before = _flash.Operations;
        _updater.Step(0, false, false);
        Assert.Equal(before, _flash.Operations);
        Step();
        Assert.Equal(500, _flash.Length("update-a"));
    }

    [Fact]
    public void Bytes_that_are_no_piece_are_not_taken()
    {
        foreach (byte[] bytes in new byte[][] { [], new byte[12], new byte[1037], [.. Release.Of(1).Piece(0, 500)[..8], 0xFF, 0xFF, 0xFF, 0xFF, 1] })
        {
            _updater.Take(bytes);
            Assert.False(_updater.HasWork);
        }

        _updater.Take(null!);
    }

    [Fact]
    public void It_keeps_the_device_awake_until_its_sender_has_been_silent_for_two_minutes()
    {
        Assert.False(_updater.KeepsAwake(0));
        byte[] piece = Release.Of(1).Piece(0, 500);
        _updater.Take(piece);
        _updater.Step(1000, false, true);
        Assert.True(_updater.KeepsAwake(120_999));
        Assert.False(_updater.KeepsAwake(121_000));
    }

    private (byte State, byte Fault) Send(Release release, int offset, int count) => Send(release.Piece(offset, count));

    private (byte State, byte Fault) Send(byte[] piece)
    {
        while (Answer()) { }
        _updater.Take(piece);
        Step();
        Assert.True(Answer());
        return (_answer.State, _answer.Fault);
    }

    private void Step() => _updater.Step(_now, false, true);

    private bool Answer()
    {
        byte[] bytes = new byte[UpdateProgress.Length];
        return _updater.TakeAnswer(bytes) && _answer.TryRead(bytes, 0, bytes.Length);
    }

    private Updater Boot()
    {
        Updater updater = new(_flash, RunningImage.OfDeployed([1, 0, 0, 0], new byte[32]), Release.Key, BoardProfile.Reference);
        updater.Boot();
        return updater;
    }
}
