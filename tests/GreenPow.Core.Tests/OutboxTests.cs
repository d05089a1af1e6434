using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class OutboxTests
{
    private static Bench Offline(int seconds = 3600) => new Bench { Signer = new ConstantSigner() }.Commission().Boot().Run(seconds, 5000);

    [Fact]
    public void What_was_spooled_offline_goes_out_once_oldest_first_and_unchanged()
    {
        Bench bench = Offline();
        List<byte[]> spooled = bench.Spooled();
        bench.Link.IsReachable = true;
        bench.Run(30);
        Assert.Equal(60, spooled.Count);
        Assert.Equal(spooled, bench.Link.Reports);
    }

    [Fact]
    public void A_payload_holds_at_most_two_kibibytes()
    {
        Bench bench = Offline();
        bench.Link.IsReachable = true;
        bench.Run(30);
        List<Published> payloads = [.. bench.Link.Publishes.Where(p => p.Topic.EndsWith("/report", StringComparison.Ordinal))];
        Assert.All(payloads, p => Assert.InRange(p.Payload.Length, 1, 2048));
        Assert.All(payloads, p => Assert.True(p is { Qos: 1, Retain: false }));
    }

    [Fact]
    public void No_more_than_the_window_is_unacknowledged()
    {
        Bench bench = Offline();
        bench.Link.AcknowledgesAtOnce = false;
        bench.Link.IsReachable = true;
        bench.Run(25);
        Assert.Equal(4, bench.Link.Publishes.Count(p => p.Topic.EndsWith("/report", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_was_not_acknowledged_when_the_connection_broke_is_sent_again()
    {
        Bench bench = Offline();
        bench.Link.AcknowledgesAtOnce = false;
        bench.Link.IsReachable = true;
        bench.Run(25);
        List<byte[]> first = bench.Link.Reports;
        bench.Link.Acknowledge(bench.Link.Publishes.First(p => p.Topic.EndsWith("/report", StringComparison.Ordinal)));
        bench.Run(1);
        bench.Link.Publishes.Clear();
        bench.Link.Break();
        bench.Link.AcknowledgesAtOnce = true;
        bench.Run(25);
        ulong firstAgain = Bench.Read(bench.Link.Reports[0]).Sequence;
        Assert.InRange(firstAgain, 2ul, Bench.Read(first[^1]).Sequence);
        Assert.Equal(bench.Spooled()[(int)firstAgain - 1], bench.Link.Reports[0]);
        Assert.Equal(bench.Spooled()[^1], bench.Link.Reports[^1]);
    }

    [Fact]
    public void A_missing_acknowledgement_breaks_the_connection_after_thirty_seconds()
    {
        Bench bench = Offline(60);
        bench.Link.AcknowledgesAtOnce = false;
        bench.Link.IsReachable = true;
        bench.Run(15);
        Assert.Single(bench.Link.Logins);
        bench.Run(40);
        Assert.Equal(2, bench.Link.Logins.Count);
    }

    [Fact]
    public void After_a_login_nothing_goes_out_before_the_gateway_has_said_what_it_has()
    {
        Bench bench = Offline();
        bench.Link.IsReachable = true;
        bench.Run(2);
        Assert.Empty(bench.Link.Reports);
        bench.Have(40);
        bench.Run(5);
        Assert.Equal(41ul, Bench.Read(bench.Link.Reports[0]).Sequence);
    }

    [Fact]
    public void Ranges_that_the_gateway_misses_are_sent_again_exactly()
    {
        Bench bench = Offline();
        bench.Link.IsReachable = true;
        bench.Run(30);
        bench.Link.Publishes.Clear();
        bench.Have(10, (12, 3), (30, 1));
        bench.Run(2);
        Assert.Equal([12ul, 13, 14, 30], bench.Link.Reports.Select(r => Bench.Read(r).Sequence));
        Assert.Equal(bench.Spooled()[11], bench.Link.Reports[0]);
    }

    [Fact]
    public void A_range_beyond_what_was_sent_is_cut_to_it()
    {
        Bench bench = Offline();
        bench.Link.IsReachable = true;
        bench.Run(30);
        bench.Link.Publishes.Clear();
        bench.Have(10, (59, 100_000));
        bench.Run(2);
        Assert.Equal([59ul, 60], bench.Link.Reports.Select(r => Bench.Read(r).Sequence));
    }

    [Fact]
    public void A_range_that_is_gone_marks_the_next_report_as_history_lost()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() };
        bench.Options.SpoolFileBytes = 1024;
        bench.Commission().Boot().Run(3600, 5000);
        bench.Link.IsReachable = true;
        bench.Run(2);
        bench.Have(60);
        bench.Run(2);
        Assert.True(bench.Device.Spool.FirstSequence > 1);
        bench.Have(60, (1, 1));
        bench.Run(70);
        ReportFrame last = bench.Reports()[^1];
        Assert.True((last.Flags & ReportFlags.HistoryLost) != 0);
        Assert.True(last.IsSealed);
    }

    [Fact]
    public void Nothing_is_deleted_on_acknowledgement_only_on_have()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() };
        bench.Options.SpoolFileBytes = 1024;
        bench.Commission().Boot();
        bench.Link.IsReachable = true;
        bench.Run(3600, 5000);
        Assert.Equal(1ul, bench.Device.Spool.FirstSequence);
        bench.Have(30);
        bench.Run(1);
        Assert.InRange(bench.Device.Spool.FirstSequence, 15ul, 31ul);
        bench.Have(60);
        bench.Run(1);
        Assert.InRange(bench.Device.Spool.FirstSequence, 45ul, 60ul);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(60)] // the last seal itself
    public void A_have_with_a_foreign_hash_deletes_nothing_and_sends_again_from_the_last_seal(ulong sequence)
    {
        Bench bench = new Bench { Signer = new ConstantSigner() };
        bench.Options.SpoolFileBytes = 1024;
        bench.Commission().Boot();
        bench.Link.IsReachable = true;
        bench.Run(3660, 5000);
        bench.Link.Publishes.Clear();
        bench.Have(sequence, hash: new byte[32]);
        bench.Run(1);
        Assert.Equal(1ul, bench.Device.Spool.FirstSequence);
        Assert.Equal([60ul, 61], bench.Link.Reports.Select(r => Bench.Read(r).Sequence));
    }

    [Fact]
    public void A_have_without_the_gateways_key_is_ignored()
    {
        Bench bench = Offline();
        bench.Link.IsReachable = true;
        bench.Run(30);
        bench.Link.Publishes.Clear();
        bench.Have(10, key: new byte[32], ranges: (12, 3));
        bench.Run(2);
        Assert.Empty(bench.Link.Reports);
    }

    [Fact]
    public void A_have_of_an_earlier_login_asks_for_nothing()
    {
        Bench bench = Offline();
        bench.Link.IsReachable = true;
        bench.Run(30);
        bench.Link.Publishes.Clear();
        bench.Have(10, loginCounter: bench.LoginCounter - 1, ranges: (12, 3));
        bench.Run(2);
        Assert.Empty(bench.Link.Reports);
    }

    [Fact]
    public void After_a_reboot_the_gateways_word_decides_where_sending_goes_on()
    {
        Bench bench = Offline();
        bench.Link.IsReachable = true;
        bench.Run(30);
        bench.Boot().Run(2);
        bench.Have(60);
        bench.Run(90, 1000);
        Assert.All(bench.Link.Reports, r => Assert.True(Bench.Read(r).Sequence > 60));
        Assert.NotEmpty(bench.Link.Reports);
    }
}
