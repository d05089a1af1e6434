using System.Diagnostics;
using System.Text;

namespace GreenPow.Mqtt.Tests;

/// <summary>Clients that we did not write agree with the endpoint.</summary>
public sealed class MosquittoTests
{
    public static TheoryData<string> Versions => ["mqttv311", "mqttv5"];

    public static TheoryData<string, string> VersionsAndQos => new()
    {
        { "mqttv311", "0" }, { "mqttv311", "1" }, { "mqttv5", "0" }, { "mqttv5", "1" },
    };

    [Theory]
    [MemberData(nameof(VersionsAndQos))]
    public async Task A_message_goes_from_publisher_to_subscriber(string version, string qos)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using Process subscriber = Mosquitto.StartSubscriber(broker, version, "-t", "site/#", "-q", qos, "-C", "1", "-F", "%t %q %p");
        await SubscribedAsync(broker);
        Mosquitto.Result published = await Mosquitto.PublishAsync(broker, version, "-t", "site/7", "-q", qos, "-m", "612 W");
        Assert.Equal((0, ""), (published.ExitCode, published.Error));
        Assert.Equal($"site/7 {qos} 612 W\n", (await Mosquitto.EndAsync(subscriber)).Output);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Ten_thousand_lines_arrive_in_order(string version)
    {
        await using TestBroker broker = await TestBroker.StartAsync(options => options.MaximumQueued = 20_000);
        using Process subscriber = Mosquitto.StartSubscriber(broker, version, "-t", "count", "-q", "1", "-C", "10000");
        await SubscribedAsync(broker);
        string file = Path.GetTempFileName();
        string lines = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{i}\n"));
        await File.WriteAllTextAsync(file, lines, TestContext.Current.CancellationToken);
        Task<Mosquitto.Result> heard = Mosquitto.EndAsync(subscriber);
        using Process shell = Process.Start("/bin/sh", ["-c", $"mosquitto_pub -h 127.0.0.1 -p {broker.Port} -V {version} -t count -q 1 -l < {file}"]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(lines, (await heard).Output);
        File.Delete(file);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_retained_message_waits_for_its_subscriber(string version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await Mosquitto.PublishAsync(broker, version, "-t", "site/7/status", "-q", "1", "-r", "-m", "awake");
        Mosquitto.Result read = await Mosquitto.SubscribeAsync(broker, version, "-t", "site/+/status", "-C", "1", "-F", "%r %p");
        Assert.Equal("1 awake\n", read.Output);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_will_of_a_killed_client_is_published(string version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using Process watcher = Mosquitto.StartSubscriber(broker, version, "-t", "site/7/status", "-C", "1");
        await SubscribedAsync(broker);
        using Process victim = Mosquitto.StartSubscriber(
            broker, version, "-t", "other", "--will-topic", "site/7/status", "--will-payload", "gone", "--will-qos", "1", "--will-retain");
        await SubscribedAsync(broker, count: 2);
        victim.Kill();
        Assert.Equal("gone\n", (await Mosquitto.EndAsync(watcher)).Output);
        Assert.Equal("gone", Encoding.UTF8.GetString(broker.Endpoint.Retained("site/7/status")!.Value.Span));
    }

    [Theory]
    [InlineData("mqttv311", "Connection Refused: bad user name or password.")]
    [InlineData("mqttv5", "Bad user name or password")]
    public async Task A_refused_login_is_shown_as_such(string version, string shown)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Handler.OnConnect = request => request is { UserName: "meter", Password.Span: [(byte)'o', (byte)'k'] }
            ? ConnectVerdict.Accept()
            : ConnectVerdict.Refuse(ReasonCode.BadUserNameOrPassword);
        Mosquitto.Result refused = await Mosquitto.PublishAsync(broker, version, "-t", "a", "-m", "b", "-u", "meter", "-P", "wrong");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(shown, refused.Error, StringComparison.OrdinalIgnoreCase);
        Mosquitto.Result accepted = await Mosquitto.PublishAsync(broker, version, "-q", "1", "-t", "a", "-m", "b", "-u", "meter", "-P", "ok");
        Assert.Equal(0, accepted.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_refused_topic_reaches_nobody_and_the_publisher_knows(string version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Handler.OnPublish = publish =>
            ValueTask.FromResult(publish.Topic == "mine" ? PublishVerdict.Accept : PublishVerdict.Refuse(ReasonCode.NotAuthorized));
        Mosquitto.Result refused = await Mosquitto.PublishAsync(broker, version, "-t", "yours", "-q", "1", "-r", "-m", "b");
        Assert.True(refused.ExitCode != 0 || refused.Error.Contains("Not authorized", StringComparison.OrdinalIgnoreCase), refused.Error);
        Assert.Null(broker.Endpoint.Retained("yours"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_refused_filter_ends_the_subscriber(string version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Handler.MaySubscribeTo = filter => filter == "mine";
        Mosquitto.Result refused = await Mosquitto.SubscribeAsync(broker, version, "-t", "#", "-C", "1");
        Assert.Contains("denied", refused.Error, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task SubscribedAsync(TestBroker broker, int count = 1)
    {
        while (broker.Handler.Events.Count(text => text.StartsWith("subscribed", StringComparison.Ordinal)) < count)
            await Task.Yield();
    }
}
