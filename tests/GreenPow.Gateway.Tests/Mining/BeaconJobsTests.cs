using GreenPow.Gateway.Mining;
using GreenPow.Gateway.Tests.Devices;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Mining;

public sealed class BeaconJobsTests : IDisposable
{
    private static readonly MiningOptions Options = new();
    private static readonly DateTimeOffset Noon = ManualTime.Noon;
    private static readonly DeviceId Device = DeviceId.Parse("00112233445566778899aabbccddeeff");
    private static readonly ChainBlock Block = new(99, Enumerable.Repeat((byte)0xcd, 32).ToArray(), Noon);

    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-jobs").FullName;

    [Fact]
    public void The_device_reads_in_its_frame_what_the_job_says_and_believes_its_mac()
    {
        var macKey = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var job = Next(last: null);
        var bytes = BeaconJobs.Frame(job, macKey);
        var frame = new WorkFrame();
        Assert.True(frame.TryRead(bytes, 0, bytes.Length, out _));
        Assert.True(DeviceMac.IsSealed(macKey, bytes, 0, frame.LengthBeforeMac));
        Assert.Equal((1u, (uint)Noon.ToUnixTimeSeconds(), (uint)Noon.ToUnixTimeSeconds() + 600), (frame.JobId, frame.IssuedAt, frame.Expires));
        Assert.Equal(Block.Hash, frame.Header[4..36]);
        var root = new byte[32];
        BeaconJob.MerkleRoot(Device.ToArray(), 1, job.PoolNonce, root);
        Assert.Equal(root, frame.Header[36..68]);
    }

    [Theory]
    [InlineData(479, false)]
    [InlineData(480, true)]
    public void A_job_is_renewed_two_minutes_before_it_ends(int ageSeconds, bool isDue) =>
        Assert.Equal(isDue, BeaconJobs.IsDue(Next(last: null), Noon.AddSeconds(ageSeconds), Options));

    [Fact]
    public void Job_numbers_go_on_after_a_restart_and_no_number_is_given_twice()
    {
        MiningJob second;
        using (var before = new OpenCatalogue(folder))
        {
            var first = Next(last: null);
            second = Next(first);
            before.Catalogue.AddJobs([first]);
            before.Catalogue.AddJobs([second]);
            Assert.ThrowsAny<Exception>(() => before.Catalogue.AddJobs([second]));
        }
        using var after = new OpenCatalogue(folder);
        var newest = after.Catalogue.NewestJob(Device)!;
        Assert.Equal(2u, newest.JobId);
        Assert.Equal(second.Header(), newest.Header());
        Assert.Equal(3u, Next(newest).JobId);
        Assert.Equal(1u, after.Catalogue.Job(Device, 1)!.JobId);
        Assert.Null(after.Catalogue.Job(Device, 3));
    }

    [Fact]
    public void Jobs_of_a_period_are_those_that_lived_in_it()
    {
        using var open = new OpenCatalogue(folder);
        open.Catalogue.AddJobs([Next(last: null)]);
        var issued = Noon.ToUnixTimeSeconds();
        Assert.Single(open.Catalogue.Jobs(Device, issued + 599, issued + 10_000));
        Assert.Empty(open.Catalogue.Jobs(Device, issued + 600, issued + 10_000));
        Assert.Empty(open.Catalogue.Jobs(Device, issued - 10_000, issued));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static MiningJob Next(MiningJob? last) => BeaconJobs.Next(Device, last, Block, hashesPerSecond: 50, new byte[16], Noon, Options);
}
