using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class SessionTests
{
    private static Bench Online()
    {
        Bench bench = new Bench().Commission().Boot();
        bench.Link.IsReachable = true;
        return bench.Run(3);
    }

    private static LoginFrame Login(LinkLogin login)
    {
        byte[] bytes = Convert.FromHexString(login.Password);
        LoginFrame frame = new();
        Assert.True(frame.TryRead(bytes, 0, bytes.Length, out _));
        return frame;
    }

    [Fact]
    public void A_login_is_signed_by_the_device_and_names_its_network_and_time()
    {
        Bench bench = Online();
        LinkLogin login = bench.Link.Logins[^1];
        LoginFrame frame = Login(login);
        byte[] bytes = Convert.FromHexString(login.Password);
        byte[] digest = new byte[32];
        FrameSigning.Digest(FrameKind.Login, bytes, 0, frame.LengthBeforeSignature, digest);
        Assert.True(P256.Verify(bench.Signer.PublicKey, digest, frame.Signature, 0));
        Assert.Equal(Bench.NetworkId, frame.NetworkId);
        Assert.Equal(bench.Device.DeviceId, login.DeviceId);
        Assert.InRange(frame.UnixTime, Bench.Midnight, Bench.Midnight + 3);
    }

    /// <summary>A gateway refuses who is more than 300 s off, and its own time is heard only inside.</summary>
    [Fact]
    public void After_a_login_was_refused_the_next_says_no_time()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission().Boot();
        bench.Link.RefusesLogins = true;
        bench.Link.IsReachable = true;
        bench.Run(60);
        Assert.InRange(Login(bench.Link.Logins[0]).UnixTime, Bench.Midnight, Bench.Midnight + 3);
        Assert.All(bench.Link.Logins.Skip(1), login => Assert.Equal(0u, Login(login).UnixTime));
        bench.Link.RefusesLogins = false;
        bench.Link.Break();
        bench.Run(120);
        bench.Link.Break();
        bench.Run(10);
        Assert.InRange(Login(bench.Link.Logins[^1]).UnixTime, Bench.Midnight + 180, Bench.Midnight + 190);
    }

    [Fact]
    public void The_will_says_offline_on_the_own_status_topic()
    {
        LinkLogin login = Online().Link.Logins[^1];
        Assert.Equal(Topics.Status(login.DeviceId), login.WillTopic);
        Assert.Equal([0x00], login.WillPayload);
    }

    [Fact]
    public void Every_login_has_a_higher_counter_across_boots_and_lost_clocks()
    {
        Bench bench = Online();
        ulong first = Login(bench.Link.Logins[^1]).Counter;
        bench.Link.Break();
        bench.Run(5);
        ulong second = Login(bench.Link.Logins[^1]).Counter;
        bench.Clock.IsSynchronised = false;
        bench.Boot().Run(5);
        LoginFrame third = Login(bench.Link.Logins[^1]);
        Assert.True(first < second && second < third.Counter);
        Assert.Equal(0u, third.UnixTime);
    }

    [Fact]
    public void A_device_that_lost_its_storage_still_logs_in_above_its_old_counters()
    {
        Bench bench = Online();
        ulong before = Login(bench.Link.Logins[^1]).Counter;
        bench.Flash = new MemoryFlash();
        bench.Boot().Run(5);
        Assert.True(Login(bench.Link.Logins[^1]).Counter > before);
    }

    [Fact]
    public void It_subscribes_to_its_own_three_topics_only()
    {
        Bench bench = Online();
        string id = bench.Device.DeviceId;
        Assert.Equal([Topics.Have(id), Topics.Work(id), Topics.Command(id)], bench.Link.Subscriptions);
    }

    [Fact]
    public void Attempts_to_connect_grow_apart()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission().Boot();
        bench.Link.HasNetwork = true;
        bench.Run(3600);
        Assert.InRange(bench.Link.Logins.Count, 12, 40);
    }

    [Fact]
    public void Without_a_network_no_login_is_spent()
    {
        Assert.Empty(new Bench().Commission().Boot().Run(3600, 5000).Link.Logins);
    }

    [Fact]
    public void A_signed_status_goes_out_retained_at_login_and_every_hour()
    {
        Bench bench = Online();
        Published first = Assert.Single(bench.Link.Publishes, p => p.Topic.EndsWith("/status", StringComparison.Ordinal));
        Assert.True(first is { Qos: 1, Retain: true });
        StatusFrame status = new();
        Assert.True(status.TryRead(first.Payload, 0, first.Payload.Length, out _));
        byte[] digest = new byte[32];
        FrameSigning.Digest(FrameKind.Status, first.Payload, 0, status.LengthBeforeSignature, digest);
        Assert.True(P256.Verify(bench.Signer.PublicKey, digest, status.Signature, 0));
        Assert.Equal((ResetReason.PowerOn, (byte)1, Instrument.Ina228), (status.ResetReason, status.ChannelCount, status.Channels[0].Instrument));
        bench.Run(3600, 5000);
        Assert.Equal(2, bench.Link.Publishes.Count(p => p.Topic.EndsWith("/status", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_live_message_is_small_json()
    {
        Bench bench = Online();
        Published live = bench.Link.Publishes.Last(p => p.Topic.EndsWith("/live", StringComparison.Ordinal));
        Assert.True(live is { Qos: 0, Retain: false });
        string text = System.Text.Encoding.ASCII.GetString(live.Payload);
        Assert.Equal($$"""{"t":{{Bench.Midnight + 3}},"mw":[100000],"mv":[40000],"mwh":[83],"hps":0}""", text);
    }
}
