using GreenPow.Energy;
using GreenPow.Gateway.Mining;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Mining;

public sealed class ShareWorkTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly DeviceId Device = DeviceId.Parse("00112233445566778899aabbccddeeff");

    [Fact]
    public void Time_counts_where_a_job_lives_through_the_whole_slot()
    {
        MiningJob[] jobs = [Job(1, 0), Job(2, 480)];
        Assert.Equal(1_080, Work([.. Enumerable.Range(0, 30).Select(minute => Slot(60 * minute))], jobs).AwakeSeconds);
        Assert.Equal(0, Work([Slot(-30)], jobs).AwakeSeconds);
        Assert.Equal(0, Work([Slot(1_050)], jobs).AwakeSeconds);
    }

    [Fact]
    public void A_gap_between_jobs_is_nobodys_fault()
    {
        MiningJob[] jobs = [Job(1, 0), Job(2, 630)];
        Assert.Equal(60 * 9 + 60 * 1, Work([Slot(0), .. Enumerable.Range(1, 8).Select(minute => Slot(60 * minute)), Slot(600), Slot(660)], jobs).AwakeSeconds);
    }

    [Theory]
    [InlineData(ReportFlags.MiningPaused)]
    [InlineData(ReportFlags.ClockNotSynchronised)]
    public void Paused_work_and_unknown_time_expect_nothing(ushort flag) => Assert.Equal(0, Work([Slot(0) with { Flags = flag }], [Job(1, 0)]).AwakeSeconds);

    [Fact]
    public void Only_counted_shares_prove_work_each_at_its_own_target()
    {
        var easy = Job(1, 0) with { TargetBits = ShareTarget.ForHashesPerShare(16) };
        var hard = Job(2, 480) with { TargetBits = ShareTarget.ForHashesPerShare(4_096) };
        var work = ShareWork.Of([], [easy, hard], [Share(1, 1, ShareVerdict.Counted), Share(2, 2, ShareVerdict.Counted), Share(2, 3, ShareVerdict.Late), Share(2, 4, ShareVerdict.BelowTarget)], 20);
        Assert.Equal((2, 1, 16 + 4_096), (work.CountedShares, work.LateShares, work.ProvenHashes));
    }

    /// <summary>
    /// 99 % upper bounds of a Poisson mean, from tables (Garwood 1936): 0 counted: 4.605, 5: 13.11, 10: 20.14, 20: 33.10, 50: 69.07.
    /// Interrupted begins where 95 % of the expected is above them.
    /// </summary>
    [Theory]
    [InlineData(0, 4, 5)]
    [InlineData(5, 13, 14)]
    [InlineData(10, 21, 22)]
    [InlineData(20, 34, 35)]
    [InlineData(50, 72, 73)]
    public void Work_is_interrupted_where_even_chance_cannot_explain_it(int counted, int stillExplained, int noMore)
    {
        Assert.Equal(HeartbeatVerdict.Continuous, Verdict(stillExplained, counted));
        Assert.Equal(HeartbeatVerdict.Interrupted, Verdict(noMore, counted));
    }

    [Fact]
    public void Without_a_live_job_work_is_unknown() => Assert.Equal(HeartbeatVerdict.Unknown, Work([Slot(0)], []).Verdict);

    private static HeartbeatVerdict Verdict(long expected, long counted) => new ShareWork(20 * expected, expected, counted, 0, 0).Verdict;

    private static ShareWork Work(SealedReport[] reports, MiningJob[] jobs) => ShareWork.Of(reports, jobs, [], shareSeconds: 20);

    private static MiningJob Job(uint id, int atSeconds) => new(Device, id, Noon.AddSeconds(atSeconds), Noon.AddSeconds(atSeconds + 600), 0x1f00ffff, new byte[16], 1, new byte[32]);

    private static SealedReport Slot(int atSeconds) => new(1, (uint)(Noon.ToUnixTimeSeconds() + atSeconds), 60, 0, 0, []) { FrameHash = [], ReceivedAt = Noon };

    private static ShareEntry Share(uint job, uint nonce, ShareVerdict verdict) => new(Device, job, nonce, 1, Noon.ToUnixTimeSeconds(), Noon, verdict);
}
