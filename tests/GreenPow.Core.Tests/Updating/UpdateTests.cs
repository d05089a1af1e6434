using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests.Updating;

/// <summary>A device from the first piece of an image to its confirmation or the way back.</summary>
public class UpdateTests
{
    [Fact]
    public void A_signed_image_is_received_tried_and_confirmed()
    {
        Release next = Release.Of(1);
        UpdatedDevice device = Offer(next);
        device.Settle();
        Assert.Equal(["1.0", "1.1"], device.Ran);
        Slots slots = Book(device);
        Assert.Equal((Slots.A, SlotState.Confirmed), (slots.Current, slots.State(Slots.A)));
        Assert.False(device.Updater!.HasFailed);
    }

    [Fact]
    public void The_next_image_goes_to_the_other_slot_and_the_one_before_stays()
    {
        UpdatedDevice device = Offer(Release.Of(1)).Settle();
        Release next = Release.Of(2);
        device.Knows(next);
        device.Offered = next;
        device.Settle();
        Slots slots = Book(device);
        Assert.Equal((Slots.B, SlotState.Confirmed, SlotState.Confirmed), (slots.Current, slots.State(Slots.B), slots.State(Slots.A)));
    }

    /// <summary>Crashes at once, hangs until the watchdog bites, never reports, or is refused by the platform.</summary>
    [Theory]
    [InlineData(Temper.FallsAtOnce, 3)]
    [InlineData(Temper.Hangs, 3)]
    [InlineData(Temper.NeverReports, 1)]
    [InlineData(Temper.RefusedByThePlatform, 0)]
    internal void A_bad_image_is_rolled_back_to_the_one_before_and_never_tried_again(Temper temper, int starts)
    {
        UpdatedDevice device = Offer(Release.Of(1)).Settle();
        Release bad = Release.Of(2);
        device.Knows(bad, temper);
        device.Offered = bad;
        device.Ran.Clear();
        device.Settle();
        Assert.Equal(["1.1", .. Enumerable.Repeat("1.2", starts), "1.1"], device.Ran);
        Assert.True(device.Updater!.HasFailed);
        device.Ran.Clear();
        device.Settle();
        Assert.Equal(["1.1"], device.Ran);
        Assert.Equal((UpdateProgress.Refused, UpdateFault.FailedBefore), (device.LastAnswer.State, device.LastAnswer.Fault));
    }

    [Fact]
    public void An_image_that_does_not_report_is_given_up_after_ten_minutes()
    {
        Release silent = Release.Of(1);
        UpdatedDevice device = new() { Offered = silent };
        device.Knows(silent, Temper.NeverReports);
        device.Settle();
        Assert.Equal(10 * 60_000, device.GivenUpAt);
    }

    [Fact]
    public void A_bad_first_image_leaves_the_deployed_firmware()
    {
        Release bad = Release.Of(1);
        UpdatedDevice device = new() { Offered = bad };
        device.Knows(bad, Temper.FallsAtOnce);
        device.Settle();
        Assert.Equal("1.0", device.Ran[^1]);
    }

    [Fact]
    public void After_flashing_newer_firmware_by_cable_the_image_in_the_slot_is_not_run()
    {
        UpdatedDevice device = Offer(Release.Of(1)).Settle();
        device.Offered = null;
        device.DeployedVersion = [1, 5, 0, 0];
        device.Settle();
        Assert.Equal("1.5", device.Ran[^1]);
    }

    [Fact]
    public void A_confirmed_image_that_keeps_ending_early_gives_way_to_the_deployed_firmware_until_that_is_stable()
    {
        UpdatedDevice device = Offer(Release.Of(1)).Settle();
        device.Offered = null;
        device.Knows(Release.Of(1), Temper.FallsAtOnce);
        device.Ran.Clear();
        device.Settle();
        Assert.Equal(["1.1", "1.1", "1.1", "1.1", "1.1", "1.1", "1.0"], device.Ran);
        device.Knows(Release.Of(1));
        device.Settle();
        Assert.Equal("1.1", device.Ran[^1]);
    }

    [Fact]
    public void A_broken_file_in_the_current_slot_is_not_run()
    {
        UpdatedDevice device = Offer(Release.Of(1)).Settle();
        device.Offered = null;
        device.Flash["update-a"] = device.Flash["update-a"][..^1];
        device.Settle();
        Assert.Equal("1.0", device.Ran[^1]);
    }

    [Fact]
    public void On_a_full_flash_the_deployed_firmware_goes_on()
    {
        UpdatedDevice device = Offer(Release.Of(1));
        device.Flash.IsFull = true;
        device.Settle();
        Assert.Equal(["1.0"], device.Ran);
        Assert.Equal(UpdateFault.FlashFull, device.LastAnswer.Fault);
    }

    [Fact]
    public void An_image_that_the_platform_refuses_on_a_full_flash_makes_no_circle_of_restarts()
    {
        UpdatedDevice device = Offer(Release.Of(1)).Settle();
        device.Offered = null;
        device.Knows(Release.Of(1), Temper.RefusedByThePlatform);
        device.Flash.IsFull = true;
        device.Settle();
        Assert.Equal("1.0", device.Ran[^1]);
    }

    [Fact]
    public void A_board_that_cannot_load_images_runs_what_is_deployed()
    {
        UpdatedDevice device = Offer(Release.Of(1)).Settle();
        RunningImage running = new Loader(device.Flash, null, device, RunningImage.OfDeployed([1, 0, 0, 0], new byte[32])).Start();
        Assert.Equal((Slots.Deployed, "1.0"), (running.Slot, $"{running.Version[0]}.{running.Version[1]}"));
        Assert.Equal(Slots.Deployed, Book(device).Running);
    }

    /// <summary>The power goes in every flash operation of two updates in a row, with nothing to all of it written.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(500)]
    [InlineData(999)]
    [InlineData(1000)]
    public void A_power_cut_at_any_flash_operation_of_two_updates_only_delays_them(int permille)
    {
        UpdatedDevice whole = TwoUpdates(0, 0);
        int operations = whole.Flash.Operations;
        Assert.InRange(operations, 25, 35);
        for (int cut = 1; cut <= operations; cut++)
        {
            UpdatedDevice device = TwoUpdates(cut, permille);
            Assert.Equal("1.2", device.Ran[^1]);
            Slots slots = Book(device);
            Assert.Equal((Slots.B, SlotState.Confirmed, SlotState.Confirmed), (slots.Current, slots.State(Slots.B), slots.State(Slots.A)));
        }
    }

    /// <summary>Cut after cut, image after image of any temper: something always runs, nothing unsigned ever does, and a good one gets there.</summary>
    [Fact]
    public void Whatever_happens_something_signed_runs_and_a_good_image_gets_there()
    {
        for (int seed = 1; seed <= 60; seed++)
        {
            Random random = new(seed);
            UpdatedDevice device = new();
            for (int release = 1; release <= 6; release++)
            {
                Release next = Release.Of(release, 600 + random.Next(2500));
                device.Knows(next, (Temper)random.Next(5));
                device.Offered = next;
                int lives = random.Next(1, 9);
                for (int life = 0; life < lives; life++)
                {
                    device.Flash.CutAtOperation = random.Next(3) == 0 ? 0 : device.Flash.Operations + random.Next(1, 15);
                    device.Flash.CutPermille = random.Next(0, 1001);
                    device.Live();
                }
            }

            device.Flash.CutAtOperation = 0;
            device.Settle();
            Release last = Release.Of(9);
            device.Knows(last);
            device.Offered = last;
            device.Settle();
            Assert.Equal("1.9", device.Ran[^1]);
        }
    }

    private static UpdatedDevice TwoUpdates(int cut, int permille)
    {
        UpdatedDevice device = Offer(Release.Of(1));
        device.Flash.CutAtOperation = cut;
        device.Flash.CutPermille = permille;
        device.Settle();
        Release next = Release.Of(2);
        device.Knows(next);
        device.Offered = next;
        return device.Settle();
    }

    private static UpdatedDevice Offer(Release release)
    {
        UpdatedDevice device = new() { Offered = release };
        device.Knows(release);
        return device;
    }

    private static Slots Book(UpdatedDevice device)
    {
        Slots slots = new(device.Flash);
        slots.Load();
        return slots;
    }
}
