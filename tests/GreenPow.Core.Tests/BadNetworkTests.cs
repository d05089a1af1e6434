using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class BadNetworkTests(ITestOutputHelper output)
{
    private const int WeekSeconds = 7 * 86_400;

    [Fact]
    public void Four_weeks_of_bad_network_cost_no_memory_no_sample_and_no_report()
    {
        Bench bench = new() { Signer = new ConstantSigner() };
        bench.Options.SampleMilliseconds = 5000;
        bench.Options.SpoolCapacityBytes = SpoolSize.StockCapacityBytes;
        bench.Options.SpoolFileBytes = SpoolSize.StockFileBytes;
        BadNetwork network = new(new Random(7), link => Have(bench, link));
        bench.OtherLink = network;
        bench.Commission().Boot();
        int mostLogins = 0;
        List<long> live = [];
        for (int week = 1; week <= 4; week++)
        {
            for (int minute = 0; minute < WeekSeconds / 60; minute++)
            {
                bench.Run(60, 5000);
                network.Minute();
                if (minute % 60 == 0) (mostLogins, network.LoginsThisHour) = (Math.Max(mostLogins, network.LoginsThisHour), 0);
            }

            // A warm device: the same moment of the spool's files and of the link each time.
            network.Close();
            bench.Run(5, 5000);
            long index = bench.Device.Spool.IndexBytes;
            live.Add(ReachableBytes.Of(bench.Device, bench.Flash, bench.Clock, network, bench.Meter, bench.Switch, bench.Http, bench.Pwm, bench.Power, bench.Commands, bench.Signer) - index);
        }

        output.WriteLine($"live bytes after each week: {string.Join(", ", live)}; {network.Logins} logins, at most {mostLogins} in an hour");
        Assert.Equal(live[0], live[3]);
        Assert.InRange(live[3], 1_000, 25_000);
        // Every minute its report, whatever the network did.
        Assert.Equal(4ul * WeekSeconds / 60, bench.Device.Spool.LastSequence);
        Assert.InRange(network.NewestReport, bench.Device.Spool.LastSequence - 1440, bench.Device.Spool.LastSequence);
        Assert.InRange(network.Logins, 100, 20_000);
        Assert.InRange(mostLogins, 1, 120);
    }

    /// <summary>On an unencrypted line anybody may send faster than the chip checks a MAC, 0.1 s each; its watchdog waits a minute.</summary>
    [Fact]
    public void Messages_without_end_keep_no_step_from_its_end()
    {
        Flood flood = new();
        Bench bench = new Bench { Signer = new ConstantSigner(), OtherLink = flood }.Commission().Boot();
        for (int second = 0; second < 130; second++)
        {
            flood.Taken = 0;
            bench.Run(1);
            Assert.InRange(flood.Taken, 0, 64);
        }

        Assert.Equal(2, bench.Reports().Count);
    }

    // Two logins of three the gateway says truly what it holds.
    private static void Have(Bench bench, BadNetwork link)
    {
        if (bench.Device is null || link.NewestReport == 0) return;
        LoginFrame login = new();
        byte[] password = Convert.FromHexString(link.LastLogin!.Password);
        Assert.True(login.TryRead(password, 0, password.Length, out _));
        ulong held = Math.Min(link.NewestReport, bench.Device.Spool.LastSealedSequence);
        HaveFrame have = new() { LoginCounter = login.Counter, Sequence = held };
        Identity.DeviceId(bench.Signer.PublicKey, have.DeviceId);
        if (!bench.Device.Spool.TryHash(held, have.FrameHash)) return;
        byte[] bytes = new byte[have.Length];
        have.Write(bytes, 0);
        DeviceMac.Seal(Bench.MacKey, bytes, 0, have.LengthBeforeMac);
        link.Deliver(Topics.Have(bench.Device.DeviceId), bytes);
    }

    private sealed class Flood : ILink
    {
        private const int LongestStep = 1000;

        /// <summary>Messages and acknowledgements that the device took; beyond <see cref="LongestStep"/> the flood ends, so that a test can fail.</summary>
        public int Taken { get; set; }

        public byte State { get; private set; }

        public byte Fault => LinkFault.None;

        public void Connect(LinkLogin login) => State = LinkState.Up;

        public void Subscribe(string topic)
        {
        }

        public int Publish(string topic, byte[] payload, int count, byte qos, bool retain) => 1;

        public int TakeAcknowledgement() => ++Taken < LongestStep ? 7 : 0;

        public LinkMessage TakeMessage() => ++Taken < LongestStep ? new LinkMessage { Topic = Topics.Have(new string('0', 32)), Payload = new byte[4] } : null!;

        public void Close() => State = LinkState.Down;
    }
}
