using System.Globalization;
using System.Net.Http.Json;
using GreenPow.Gateway.Mining;
using GreenPow.Mqtt;
using GreenPow.Storage;
using GreenPow.Wire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Tests.Devices;

/// <summary>A foreign MQTT client with a device's key, against the gateway's endpoint.</summary>
public sealed class DeviceMqttTests : IDisposable
{
    private static readonly byte[] NetworkId = TestGateway.Network.NetworkId;

    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-mqtt").FullName;
    private readonly TestKey key = new();

    private string Id => key.Id.ToString();

    [Fact]
    public async Task A_login_is_good_once_also_after_a_restart()
    {
        var login = key.Login(NetworkId, 1);
        await using (var before = await StartAsync())
        {
            Assert.Equal(0, (await PublishAsync(before, login, Topics.Live(Id), "0")).ExitCode);
            Assert.Contains("bad user name or password", (await PublishAsync(before, login, Topics.Live(Id), "0")).Error, StringComparison.OrdinalIgnoreCase);
        }
        await using var after = await TestGateway.StartAsync(folder);
        Assert.Contains("bad user name or password", (await PublishAsync(after, login, Topics.Live(Id), "0")).Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, (await PublishAsync(after, key.Login(NetworkId, 2), Topics.Live(Id), "0")).ExitCode);
    }

    [Fact]
    public async Task A_login_of_an_applicant_is_good_once_and_not_again_when_it_has_applied()
    {
        await using var gateway = await TestGateway.StartAsync(folder);
        var login = key.Login(NetworkId, 1);
        Assert.Equal(0, (await PublishAsync(gateway, login, Topics.Live(Id), "0")).ExitCode);
        Assert.Contains("bad user name or password", (await PublishAsync(gateway, login, Topics.Live(Id), "0")).Error, StringComparison.OrdinalIgnoreCase);
        Assert.True(gateway.Catalogue.AddDevice(key.Applied(NetworkId, ManualTime.Noon)));
        Assert.Contains("bad user name or password", (await PublishAsync(gateway, login, Topics.Live(Id), "0")).Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, (await PublishAsync(gateway, key.Login(NetworkId, 2), Topics.Live(Id), "0")).ExitCode);
    }

    [Fact]
    public async Task Applicants_that_are_gone_keep_no_device_out()
    {
        await using var gateway = await StartAsync();
        gateway.Get<IOptions<MqttOptions>>().Value.MaximumSessions = 1;
        for (var i = 0; i < 3; i++)
        {
            var stranger = new TestKey();
            var come = await gateway.MosquittoAsync("mosquitto_pub", stranger, stranger.Login(NetworkId, 1), "-c", "-t", Topics.Live(stranger.Id.ToString()), "-q", "1", "-m", "0");
            Assert.True(come.ExitCode == 0, come.Error);
            while (gateway.Endpoint.SessionCount > 0) await Task.Yield();
        }
        Assert.Equal(0, (await PublishAsync(gateway, key.Login(NetworkId, 1), Topics.Live(Id), "0")).ExitCode);
    }

    [Fact]
    public async Task A_login_signed_by_another_key_costs_the_counter_nothing()
    {
        await using var gateway = await StartAsync();
        var forged = key.Login(NetworkId, 1);
        forged[^1] ^= 1;
        Assert.NotEqual(0, (await PublishAsync(gateway, forged, Topics.Live(Id), "0")).ExitCode);
        Assert.Equal(0, (await PublishAsync(gateway, key.Login(NetworkId, 1), Topics.Live(Id), "0")).ExitCode);
    }

    [Fact]
    public async Task A_foreign_topic_is_refused_and_shown_to_the_owner()
    {
        await using var gateway = await StartAsync();
        var foreign = Topics.Report(new TestKey().Id.ToString());
        var refused = await PublishAsync(gateway, key.Login(NetworkId, 1), foreign, "1", "-V", "mqttv5", "-m", "x");
        Assert.Contains("not authorized", refused.Error, StringComparison.OrdinalIgnoreCase);
        var reject = Assert.Single(gateway.Catalogue.Rejects(key.Id));
        Assert.Equal(RefusalReason.WrongTopic, reject.Reason);
        Assert.Contains(foreign, reject.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_subscription_is_denied()
    {
        await using var gateway = await StartAsync();
        var denied = await gateway.MosquittoAsync("mosquitto_sub", key, key.Login(NetworkId, 1), "-t", "greenpow/v1/+/have", "-C", "1");
        Assert.Contains("denied", denied.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Every_login_is_answered_with_a_have_of_its_counter()
    {
        await using var gateway = await StartAsync();
        foreach (var counter in (ulong[])[4, 9])
        {
            var heard = await gateway.MosquittoAsync("mosquitto_sub", key, key.Login(NetworkId, counter), "-t", Topics.Have(Id), "-q", "1", "-C", "1", "-F", "%x");
            var bytes = Convert.FromHexString(heard.Output.Trim());
            var have = new HaveFrame();
            Assert.True(have.TryRead(bytes, 0, bytes.Length, out _));
            Assert.Equal((counter, 0ul), (have.LoginCounter, have.Sequence));
            Assert.True(DeviceMac.IsSealed(gateway.Get<Gateway.Devices.GatewayIdentity>().MacKey(gateway.Catalogue.Device(key.Id)!), bytes, 0, have.LengthBeforeMac));
        }
    }

    [Fact]
    public async Task What_became_sealed_is_told_at_the_next_step()
    {
        await using var gateway = await StartAsync();
        var report = key.Report(NetworkId, 1, before: null, ManualTime.Noon);
        var file = Path.Combine(folder, "payload");
        await File.WriteAllBytesAsync(file, [unchecked((byte)report.Length), (byte)(report.Length >> 8), .. report], TestContext.Current.CancellationToken);
        Assert.Equal(0, (await gateway.MosquittoAsync("mosquitto_pub", key, key.Login(NetworkId, 1), "-t", Topics.Report(Id), "-q", "1", "-f", file)).ExitCode);

        await gateway.Get<Gateway.Devices.HaveDesk>().StepAsync(TestContext.Current.CancellationToken);

        var bytes = gateway.Endpoint.Retained(Topics.Have(Id))!.Value.ToArray();
        var have = new HaveFrame();
        Assert.True(have.TryRead(bytes, 0, bytes.Length, out _));
        Assert.Equal(1ul, have.Sequence);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(report), have.FrameHash);
    }

    [Fact]
    public async Task A_connected_device_gets_work_that_is_on_disk()
    {
        await using var gateway = await StartAsync();
        var desk = gateway.Get<IEnumerable<IHostedService>>().OfType<WorkDesk>().Single();
        var heard = gateway.MosquittoAsync("mosquitto_sub", key, key.Login(NetworkId, 1), "-t", Topics.Work(Id), "-q", "1", "-C", "1", "-F", "%x");
        while (gateway.Endpoint.Retained(Topics.Work(Id)) is null) await desk.StepAsync(TestContext.Current.CancellationToken);
        var bytes = Convert.FromHexString((await heard).Output.Trim());
        var work = new WorkFrame();
        Assert.True(work.TryRead(bytes, 0, bytes.Length, out _));
        Assert.Equal(gateway.Catalogue.Job(key.Id, work.JobId)!.Header(), work.Header);
    }

    [Fact]
    public async Task A_full_table_of_retained_messages_stops_neither_desk()
    {
        await using var gateway = await StartAsync();
        gateway.Get<IOptions<MqttOptions>>().Value.MaximumRetainedMessages = 1;
        await gateway.Endpoint.PublishAsync("full", new byte[1], qos: 0, retain: true, TestContext.Current.CancellationToken);
        var presence = gateway.Get<Gateway.Devices.DevicePresence>();
        presence.Came(key.Id, 1, ManualTime.Noon);
        await gateway.Get<IEnumerable<IHostedService>>().OfType<WorkDesk>().Single().StepAsync(TestContext.Current.CancellationToken);
        var haves = gateway.Get<Gateway.Devices.HaveDesk>();
        haves.Advanced(key.Id);
        await haves.StepAsync(TestContext.Current.CancellationToken);
        Assert.Null(gateway.Endpoint.Retained(Topics.Have(Id)));
        Assert.Equal(0, (await PublishAsync(gateway, key.Login(NetworkId, 1), Topics.Live(Id), "0")).ExitCode);
    }

    [Fact]
    public async Task The_network_says_which_free_port_devices_find_it_on()
    {
        await using var gateway = await StartAsync();
        using var http = new HttpClient();
        var network = await http.GetFromJsonAsync<NetworkView>(new Uri(gateway.Address, "/api/network"), TestContext.Current.CancellationToken);
        Assert.NotEqual(0, network!.MqttPort);
        Assert.Equal(gateway.Port, network.MqttPort);
        Assert.Equal(0, (await PublishAsync(gateway, key.Login(NetworkId, 1), Topics.Live(Id), "0")).ExitCode);
    }

    [Fact]
    public async Task A_device_that_pins_the_gateways_authority_publishes_over_TLS_and_believes_no_other()
    {
        await using var gateway = await StartAsync();
        using var http = new HttpClient();
        var network = await http.GetFromJsonAsync<NetworkView>(new Uri(gateway.Address, "/api/network"), TestContext.Current.CancellationToken);
        using var stranger = Gateway.Devices.TlsAuthority.LoadOrCreate(Directory.CreateTempSubdirectory().FullName, ["localhost"], TimeProvider.System);
        Assert.Equal(gateway.TlsPort, network!.MqttTlsPort);

        Assert.Equal(0, (await OverTlsAsync(gateway, network.CaCertificate, "localhost", 1)).ExitCode);
        Assert.Equal(0, (await OverTlsAsync(gateway, network.CaCertificate, "127.0.0.1", 2)).ExitCode);
        Assert.Contains("TLS error", (await OverTlsAsync(gateway, stranger.CertificatePem, "localhost", 3)).Error, StringComparison.Ordinal);
        // Leads to the same socket, and is no name of the gateway.
        Assert.Contains("TLS error", (await OverTlsAsync(gateway, network.CaCertificate, "127.1", 3)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_the_DAO_keeps_out_is_disconnected_at_once_and_may_not_come_back()
    {
        await using var gateway = await StartAsync();
        var presence = gateway.Get<Gateway.Devices.DevicePresence>();
        var connected = gateway.MosquittoAsync("mosquitto_sub", key, key.Login(NetworkId, 1), "-V", "mqttv5", "-t", Topics.Command(Id), "-q", "1");
        while (presence.Of(key.Id) is not { IsOnline: true }) await Task.Yield();

        gateway.Catalogue.ChangeDevice(key.Id, device => device with { State = DeviceState.Revoked });
        await connected;
        while (presence.Of(key.Id) is { IsOnline: true }) await Task.Yield();
        Assert.Empty(gateway.Catalogue.Rejects(key.Id));

        var again = key.Login(NetworkId, 2);
        Assert.Contains("not authori", (await PublishAsync(gateway, again, Topics.Live(Id), "0")).Error, StringComparison.OrdinalIgnoreCase);
        var reject = Assert.Single(gateway.Catalogue.Rejects(key.Id));
        Assert.Equal((RefusalReason.Revoked, Convert.ToHexString(again)), (reject.Reason, Convert.ToHexString(reject.Frame)));

        gateway.Catalogue.ChangeDevice(key.Id, device => device with { State = DeviceState.Registered });
        Assert.Equal(0, (await PublishAsync(gateway, key.Login(NetworkId, 3), Topics.Live(Id), "0")).ExitCode);
    }

    [Fact]
    public async Task Nobody_else_can_fill_the_rejects_of_a_revoked_device()
    {
        await using var gateway = await StartAsync();
        gateway.Catalogue.ChangeDevice(key.Id, device => device with { State = DeviceState.Revoked });
        var forged = key.Login(NetworkId, 1);
        forged[^1] ^= 1;
        Assert.NotEqual(0, (await PublishAsync(gateway, forged, Topics.Live(Id), "0")).ExitCode);
        Assert.Empty(gateway.Catalogue.Rejects(key.Id));
    }

    [Fact]
    public async Task Only_a_zero_byte_on_the_own_status_may_be_a_will()
    {
        await using var gateway = await StartAsync();
        var refused = await PublishAsync(gateway, key.Login(NetworkId, 1), Topics.Live(Id), "0", "--will-topic", Topics.Report(Id), "--will-payload", "x");
        Assert.Contains("not authori", refused.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Bytes_that_are_no_report_are_acknowledged_and_rejected()
    {
        await using var gateway = await StartAsync();
        Assert.Equal(0, (await PublishAsync(gateway, key.Login(NetworkId, 1), Topics.Report(Id), "1")).ExitCode);
        Assert.Equal(RefusalReason.Malformed, Assert.Single(gateway.Catalogue.Rejects(key.Id)).Reason);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<TestGateway> StartAsync()
    {
        var gateway = await TestGateway.StartAsync(folder);
        Assert.True(gateway.Catalogue.AddDevice(key.Applied(NetworkId, ManualTime.Noon)));
        return gateway;
    }

    private async Task<(int ExitCode, string Output, string Error)> OverTlsAsync(TestGateway gateway, string pinned, string host, ulong counter)
    {
        var authority = Path.Combine(folder, "pinned.pem");
        await File.WriteAllTextAsync(authority, pinned, TestContext.Current.CancellationToken);
        return await gateway.MosquittoAsync("mosquitto_pub", key, key.Login(NetworkId, counter),
            "-h", host, "-p", $"{gateway.TlsPort}", "--cafile", authority, "-t", Topics.Live(Id), "-m", "0");
    }

    private Task<(int ExitCode, string Output, string Error)> PublishAsync(TestGateway gateway, byte[] login, string topic, string qos, params string[] more) =>
        gateway.MosquittoAsync("mosquitto_pub", key, login, ["-t", topic, "-q", qos, .. more.Contains("-m") ? more : [.. more, "-m", 7.ToString(CultureInfo.InvariantCulture)]]);
}
