using System.Net.Http.Json;
using GreenPow.Dao;
using GreenPow.Gateway.Devices;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Devices;

/// <summary>What devices say about themselves on `record`, by a foreign MQTT client.</summary>
public sealed class RecordTopicTests : IDisposable
{
    private const ulong Token = 4;
    private static readonly byte[] NetworkId = TestGateway.Network.NetworkId;

    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-records").FullName;
    private readonly TestKey key = new();
    private readonly TestKey old = new();
    private readonly EthereumKey installer = EthereumKey.Create();
    private readonly EthereumKey owner = EthereumKey.Create();
    private ulong logins;

    private TestPapers Papers => new(key, installer, owner);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_device_that_publishes_both_records_has_applied_also_over_a_restart_between_them(bool ownershipFirst)
    {
        byte[] first = ownershipFirst ? Papers.Ownership() : Papers.Commissioning(), second = ownershipFirst ? Papers.Commissioning() : Papers.Ownership();
        await using (var before = await TestGateway.StartAsync(folder))
        {
            await PublishAsync(before, first);
            Assert.Null(before.Catalogue.Device(key.Id));
        }
        await using var gateway = await TestGateway.StartAsync(folder);
        await PublishAsync(gateway, second);
        var device = gateway.Catalogue.Device(key.Id)!;
        Assert.Equal((DeviceState.Applied, DeviceKind.Meter, 400, $"Meter {key.Id.ToString()[..8]}"), (device.State, device.Kind, device.CapacityWatts, device.Name));
        Assert.Equal(owner.Address.ToBytes(), device.Owner);
        Assert.Empty(gateway.Catalogue.ApplicantFrames(key.Id));
        using var http = new HttpClient();
        var records = await http.GetFromJsonAsync<RecordView[]>(new Uri(gateway.Address, $"/api/devices/{key.Id}/records"), TestContext.Current.CancellationToken);
        Assert.Equal(["ownership", "commissioning"], records!.Select(record => record.Kind));
    }

    [Fact]
    public async Task The_same_record_again_is_acknowledged_and_kept_once()
    {
        byte[] commissioning = Papers.Commissioning(), ownership = Papers.Ownership();
        await using var gateway = await TestGateway.StartAsync(folder);
        for (var i = 0; i < 2; i++)
        {
            await PublishAsync(gateway, commissioning);
            await PublishAsync(gateway, ownership);
            Assert.Equal(2, gateway.Catalogue.Records(key.Id).Length);
        }
        Assert.Empty(gateway.Catalogue.Rejects(key.Id));
    }

    [Fact]
    public async Task A_stranger_may_do_nothing_but_apply()
    {
        await using var gateway = await TestGateway.StartAsync(folder);
        var report = key.Report(NetworkId, 1, before: null, ManualTime.Noon);
        await PublishAsync(gateway, [unchecked((byte)report.Length), (byte)(report.Length >> 8), .. report], Topics.Report(key.Id.ToString()));
        await PublishAsync(gateway, Papers.Succession(old, Token, 1, new byte[32], installer, owner));
        Assert.Null(gateway.Catalogue.Device(key.Id));
        Assert.Contains("has not applied", Assert.Single(gateway.Catalogue.Rejects(default)).Text, StringComparison.Ordinal);
        Assert.Empty(gateway.Catalogue.ApplicantFrames(key.Id));
    }

    [Fact]
    public async Task A_stranger_needs_the_key_of_the_name_that_it_takes()
    {
        await using var gateway = await TestGateway.StartAsync(folder);
        var forged = key.Login(NetworkId, 1);
        forged[^1] ^= 1;
        Assert.NotEqual(0, (await SendAsync(gateway, forged, Papers.Ownership())).ExitCode);
        var renamed = new TestKey().Login(NetworkId, 1);
        Assert.NotEqual(0, (await SendAsync(gateway, renamed, Papers.Ownership())).ExitCode);
        Assert.NotEqual(0, (await SendAsync(gateway, key.Login(new byte[8], 1), Papers.Ownership())).ExitCode);
        Assert.Empty(gateway.Catalogue.ApplicantFrames(key.Id));
    }

    [Fact]
    public async Task Papers_that_do_not_fit_are_refused_and_may_be_mended()
    {
        await using var gateway = await TestGateway.StartAsync(folder);
        await PublishAsync(gateway, Papers.Commissioning(ChannelRole.GridImport));
        await PublishAsync(gateway, Papers.Ownership());
        Assert.Null(gateway.Catalogue.Device(key.Id));
        Assert.Contains("generation channel", Assert.Single(gateway.Catalogue.Rejects(default)).Text, StringComparison.Ordinal);
        await PublishAsync(gateway, Papers.Commissioning());
        Assert.NotNull(gateway.Catalogue.Device(key.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_succession_that_all_have_signed_is_recorded(bool oldLives)
    {
        await using var gateway = await AppliedAsync();
        var hash = await WithOldAsync(gateway);
        await PublishAsync(gateway, Papers.Succession(old, Token, 1, hash, installer, owner, oldLives ? old : null));
        Assert.Empty(gateway.Catalogue.Rejects(key.Id));
        Assert.Equal(old.Id, gateway.Catalogue.Device(key.Id)!.Follows);
        Assert.Equal(FrameKind.Succession, gateway.Catalogue.Records(key.Id)[0].Kind);
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "no owner", "not signed by the site's owner" },
        { "stranger as owner", "not signed by the site's owner" },
        { "no installer", "not signed by the installer" },
        { "other old key", "old device's signature is not its own" },
        { "other site", "another site than 4" },
        { "earlier end", "last sealed report" },
        { "other hash", "another hash" },
        { "unknown old", "has not applied here" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_succession_that_somebody_has_not_signed_or_that_names_another_end_is_refused(string what, string expected)
    {
        await using var gateway = await AppliedAsync();
        var hash = await WithOldAsync(gateway);
        await PublishAsync(gateway, what switch
        {
            "no owner" => Papers.Succession(old, Token, 1, hash, installer, null),
            "stranger as owner" => Papers.Succession(old, Token, 1, hash, installer, EthereumKey.Create()),
            "no installer" => Papers.Succession(old, Token, 1, hash, null, owner),
            "other old key" => Papers.Succession(old, Token, 1, hash, installer, owner, new TestKey()),
            "other site" => Papers.Succession(old, Token + 1, 1, hash, installer, owner),
            "earlier end" => Papers.Succession(old, Token, 0, new byte[32], installer, owner),
            "other hash" => Papers.Succession(old, Token, 1, new byte[32], installer, owner),
            "unknown old" => Papers.Succession(new TestKey(), Token, 1, hash, installer, owner),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        });
        Assert.Contains(expected, Assert.Single(gateway.Catalogue.Rejects(key.Id)).Text, StringComparison.Ordinal);
        Assert.Null(gateway.Catalogue.Device(key.Id)!.Follows);
    }

    public void Dispose()
    {
        installer.Dispose();
        owner.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<TestGateway> AppliedAsync()
    {
        var gateway = await TestGateway.StartAsync(folder);
        await PublishAsync(gateway, Papers.Commissioning());
        await PublishAsync(gateway, Papers.Ownership());
        Assert.NotNull(gateway.Catalogue.Device(key.Id));
        return gateway;
    }

    // A registered site of the same owner with one sealed report; its hash.
    private async Task<byte[]> WithOldAsync(TestGateway gateway)
    {
        gateway.Catalogue.AddDevice(old.Applied(NetworkId, ManualTime.Noon) with { Owner = owner.Address.ToBytes(), State = DeviceState.Registered, TokenId = Token });
        var report = old.Report(NetworkId, 1, before: null, ManualTime.Noon);
        await gateway.Get<Gateway.Metering.Ingest>().SubmitReportsAsync(
            old.Id, (byte[])[unchecked((byte)report.Length), (byte)(report.Length >> 8), .. report], ManualTime.Noon.AddMinutes(2), TestContext.Current.CancellationToken);
        return System.Security.Cryptography.SHA256.HashData(report);
    }

    private async Task PublishAsync(TestGateway gateway, byte[] payload, string? topic = null) =>
        Assert.Equal((0, ""), (await SendAsync(gateway, key.Login(NetworkId, ++logins), payload, topic)) is var sent ? (sent.ExitCode, sent.Error) : default);

    private async Task<(int ExitCode, string Output, string Error)> SendAsync(TestGateway gateway, byte[] login, byte[] payload, string? topic = null)
    {
        var file = Path.Combine(folder, "payload");
        await File.WriteAllBytesAsync(file, payload, TestContext.Current.CancellationToken);
        return await gateway.MosquittoAsync("mosquitto_pub", key, login, "-t", topic ?? Topics.Record(key.Id.ToString()), "-q", "1", "-f", file);
    }
}
