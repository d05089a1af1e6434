using GreenPow.Core;
using GreenPow.Gateway.Devices.Updates;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Devices.Updates;

/// <summary>The sender against the receiver that runs on the chip, without a network between.</summary>
public class UpdateRunTests
{
    private readonly MemoryFlash flash = new();
    private DateTimeOffset now = ManualTime.Noon;
    private Updater device;

    public UpdateRunTests() => device = Boot();

    [Fact]
    public void A_file_goes_over_in_pieces_and_is_staged()
    {
        var run = Begin(SignedFirmware.File(1));
        var pieces = 0;
        for (var piece = run.Next(now); piece is not null; piece = run.Next(now), pieces++) Answer(run, piece);
        // 5,128 bytes in pieces of 1,024.
        Assert.Equal(6, pieces);
        while (device.HasWork) device.Step(0, false, true);
        Hear(run);
        Assert.Equal((UpdateProgress.Staged, 5128), (run.State, run.Received));
        Assert.True(device.WantsRestart);
    }

    [Fact]
    public void Pieces_and_answers_may_be_lost_and_the_device_may_start_anew()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var random = new Random(seed);
            foreach (var name in flash.List("")) flash.Delete(name);
            device = Boot();
            var run = Begin(SignedFirmware.File(1));
            for (var i = 0; i < 2000 && !device.WantsRestart; i++)
            {
                now += TimeSpan.FromSeconds(random.Next(15));
                if (random.Next(20) == 0) device = Boot();
                if (run.Next(now) is { } piece && random.Next(3) > 0) device.Take(piece);
                device.Step(0, false, true);
                var bytes = new byte[UpdateProgress.Length];
                if (device.TakeAnswer(bytes) && random.Next(3) > 0) Hear(run, bytes);
            }
            Assert.True(device.WantsRestart, $"seed {seed}");
        }
    }

    [Fact]
    public void A_refusal_ends_it_with_the_devices_reason()
    {
        device = new Updater(flash, RunningImage.OfDeployed([2, 0, 0, 0], new byte[32]), SignedFirmware.Key, 1);
        device.Boot();
        var run = Begin(SignedFirmware.File(1));
        Answer(run, run.Next(now)!);
        Assert.Equal((UpdateProgress.Refused, UpdateFault.NotNewer), (run.State, run.Fault));
        Assert.Null(run.Next(now + TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Without_an_answer_the_piece_goes_again_after_ten_seconds()
    {
        var run = Begin(SignedFirmware.File(1));
        var first = run.Next(now);
        Assert.Null(run.Next(now + TimeSpan.FromSeconds(9)));
        Assert.Equal(first, run.Next(now + TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void What_the_device_says_of_another_image_changes_nothing()
    {
        var run = Begin(SignedFirmware.File(1));
        Assert.False(run.Hear(new UpdateProgress { State = UpdateProgress.Staged, Received = 77 }));
        Assert.Equal((UpdateProgress.Receiving, 0), (run.State, run.Received));
    }

    [Fact]
    public void What_is_no_whole_firmware_file_is_not_begun()
    {
        var file = SignedFirmware.File(1);
        Assert.Null(UpdateRun.TryBegin(file[..^1], out var reason));
        Assert.Equal("the file has 5127 bytes, its header says 5128", reason);
        file[^1] ^= 1;
        Assert.Null(UpdateRun.TryBegin(file, out reason));
        Assert.Equal("image is not the one that was signed", reason);
        Assert.Null(UpdateRun.TryBegin([1, 2, 3], out reason));
        Assert.Equal("does not begin with a firmware header of format 1", reason);
    }

    private static UpdateRun Begin(byte[] file)
    {
        var run = UpdateRun.TryBegin(file, out var reason);
        Assert.True(run is not null, reason);
        return run;
    }

    private void Answer(UpdateRun run, byte[] piece)
    {
        device.Take(piece);
        device.Step(0, false, true);
        Hear(run);
    }

    private void Hear(UpdateRun run)
    {
        var bytes = new byte[UpdateProgress.Length];
        Assert.True(device.TakeAnswer(bytes));
        Hear(run, bytes);
    }

    private static void Hear(UpdateRun run, byte[] bytes)
    {
        var progress = new UpdateProgress();
        Assert.True(progress.TryRead(bytes, 0, bytes.Length));
        run.Hear(progress);
    }

    private Updater Boot()
    {
        var updater = new Updater(flash, RunningImage.OfDeployed([1, 0, 0, 0], new byte[32]), SignedFirmware.Key, 1);
        updater.Boot();
        return updater;
    }
}
