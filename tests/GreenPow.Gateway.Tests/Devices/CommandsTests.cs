using System.Net;
using System.Net.Http.Json;
using GreenPow.Core;
using GreenPow.Gateway.Devices;
using GreenPow.Release;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Devices;

/// <summary>From a request to the device's own door: the firmware's guard takes what the gateway has signed.</summary>
public sealed class CommandsTests : IDisposable
{
    private static readonly byte[] NetworkId = TestGateway.Network.NetworkId;
    private static readonly byte[] OtherGateway = new TestKey().PublicKey;

    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-commands").FullName;
    private readonly TestKey key = new();
    private readonly HttpClient http = new();
    private ulong logins;

    [Fact]
    public async Task A_command_waits_for_the_device_and_the_firmware_obeys_it_once()
    {
        await using var gateway = await StartAsync();
        var answer = await PostAsync(gateway, new CommandInput("identify", Seconds: 20));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var guard = Guard(gateway);
        foreach (var isFirst in (bool[])[true, false])
        {
            var frame = await HearAsync(gateway, 1);
            Assert.Equal(isFirst, guard.Offer(frame[0]));
            var command = guard.Step(0);
            Assert.Equal(isFirst, command is not null);
            if (command is not null) Assert.Equal((CommandOpcode.Identify, (byte)1, (byte)20), (command.Opcode, command.PayloadLength, command.Payload[0]));
        }
    }

    [Fact]
    public async Task A_connected_device_hears_at_once()
    {
        await using var gateway = await StartAsync();
        var heard = HearAsync(gateway, 1);
        var presence = gateway.Get<DevicePresence>();
        while (presence.Of(key.Id) is not { IsOnline: true }) await Task.Yield();
        await PostAsync(gateway, new CommandInput("reboot"));
        Assert.True(Guard(gateway).Offer(Assert.Single(await heard)));
    }

    [Fact]
    public async Task Counters_grow_also_over_a_restart_and_a_lost_disk()
    {
        ulong last;
        await using (var gateway = await StartAsync())
        {
            await PostAsync(gateway, new CommandInput("reboot"));
            await PostAsync(gateway, new CommandInput("reboot"));
            var commands = gateway.Catalogue.WaitingCommands(key.Id, ManualTime.Noon);
            Assert.True(commands[1].Counter > commands[0].Counter);
            last = commands[1].Counter;
        }
        await using (var gateway = await StartAsync())
        {
            await PostAsync(gateway, new CommandInput("reboot"));
            Assert.True(gateway.Catalogue.WaitingCommands(key.Id, ManualTime.Noon)[2].Counter > last);
        }
        Assert.True(last >= (ulong)ManualTime.Noon.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task All_that_wait_are_told_in_order_until_they_are_too_old()
    {
        await using var gateway = await StartAsync();
        await PostAsync(gateway, new CommandInput("pauseMining", Seconds: 0));
        gateway.Time.Advance(TimeSpan.FromDays(6));
        await PostAsync(gateway, new CommandInput("resumeMining"));
        Assert.Equal([CommandOpcode.PauseMining, CommandOpcode.ResumeMining], (await HearAsync(gateway, 2)).Select(frame => frame[40]));
        gateway.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal([CommandOpcode.ResumeMining], (await HearAsync(gateway, 1)).Select(frame => frame[40]));
    }

    [Fact]
    public async Task The_seventeenth_that_waits_is_refused()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < StoredCommand.MaximumWaiting; i++) Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(gateway, new CommandInput("reboot"))).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PostAsync(gateway, new CommandInput("reboot"))).StatusCode);
    }

    [Fact]
    public async Task A_command_that_the_device_has_heard_waits_no_longer_and_is_told_again()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < StoredCommand.MaximumWaiting; i++) await PostAsync(gateway, new CommandInput("reboot"));
        var heard = await HearAsync(gateway, StoredCommand.MaximumWaiting);
        while ((await PostAsync(gateway, new CommandInput("identify", Seconds: 20))).StatusCode == HttpStatusCode.TooManyRequests) await Task.Yield(); // the last PUBACK is on its way
        Assert.Equal([.. heard.Select(frame => frame[40]), CommandOpcode.Identify], (await HearAsync(gateway, heard.Length + 1)).Select(frame => frame[40]));
    }

    [Fact]
    public async Task So_many_heard_commands_are_told_again_as_may_wait()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < 3 * StoredCommand.MaximumWaiting; i++)
        {
            var command = gateway.Catalogue.AddCommand(key.Id, CommandOpcode.Reboot, ManualTime.Noon, _ => [1]);
            gateway.Catalogue.HearCommand(key.Id, command!.Counter);
        }
        Assert.Equal(StoredCommand.MaximumWaiting + 1, gateway.Catalogue.WaitingCommands(key.Id, ManualTime.Noon).Length);
    }

    [Fact]
    public async Task The_owner_s_recovery_key_gives_the_device_to_another_gateway()
    {
        await using var gateway = await StartAsync();
        var recovery = ReleaseKeys.New(Path.Combine(folder, "recovery"));
        var change = new CommandInput(null, Frame: Convert.ToHexString(Recovered()));
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(gateway, change)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(gateway, change)).StatusCode);
        var keys = Keys(gateway, recovery);
        var guard = Guard(gateway, keys);
        Assert.True(guard.Offer(Assert.Single(await HearAsync(gateway, 1))));
        Assert.NotNull(guard.Step(0));
        Assert.Equal(OtherGateway, keys.Gateway);
    }

    /// <summary>As docs/provisioning.md says: the same folder, and another key.</summary>
    [Fact]
    public async Task A_gateway_with_another_key_is_obeyed_after_the_owner_s_word_and_tells_nothing_that_the_old_key_signed()
    {
        var recovery = ReleaseKeys.New(Path.Combine(folder, "recovery"));
        GatewayKeys keys;
        await using (var stolen = await StartAsync())
        {
            keys = Keys(stolen, recovery);
            await PostAsync(stolen, new CommandInput("identify", Seconds: 20));
            Assert.True(keys.Count(false, ulong.MaxValue)); // the thief has used up all numbers
        }
        File.Delete(Path.Combine(folder, "gateway", "gateway.key"));
        await using var gateway = await StartAsync();
        var present = gateway.Get<GatewayIdentity>();
        await PostAsync(gateway, new CommandInput(null, Frame: Convert.ToHexString(Recovered(gatewayKey: OtherGateway))));
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await PostAsync(gateway, new CommandInput(null, Frame: Convert.ToHexString(Recovered(gatewayKey: present.PublicKey, at: gateway.Time.GetUtcNow()))));
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await PostAsync(gateway, new CommandInput("reboot"));
        var guard = Guard(gateway, keys);
        var obeyed = new List<byte>();
        foreach (var frame in await HearAsync(gateway, 2))
        {
            Assert.True(guard.Offer(frame));
            obeyed.Add(guard.Step(0)!.Opcode);
        }
        Assert.Equal([CommandOpcode.KeyChange, CommandOpcode.Reboot], obeyed);
        Assert.Equal(present.PublicKey, keys.Gateway);
        foreach (var frame in await HearAsync(gateway, 2)) Assert.False(guard.Offer(frame));
    }

    [Fact]
    public async Task Changes_that_are_handed_in_again_and_again_take_the_place_of_one()
    {
        await using var gateway = await StartAsync();
        ReleaseKeys.New(Path.Combine(folder, "recovery"));
        for (var i = 0; i < 2 * StoredCommand.MaximumWaiting; i++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(gateway, new CommandInput(null, Frame: Convert.ToHexString(Recovered(at: gateway.Time.GetUtcNow()))))).StatusCode);
            gateway.Time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Single(gateway.Catalogue.WaitingCommands(key.Id, gateway.Time.GetUtcNow()));
    }

    [Fact]
    public async Task A_frame_that_no_recovery_key_can_have_meant_is_a_problem_in_words()
    {
        await using var gateway = await StartAsync();
        ReleaseKeys.New(Path.Combine(folder, "recovery"));
        var good = Recovered();
        foreach (var (frame, expected) in new (byte[], string)[]
        {
            ([1, 2, 3], "of 3 bytes is no command: shorter than"),
            (Recovered(device: new byte[16]), $"is for device {new string('0', 32)}, not for {key.Id}"),
            (Recovered(network: new byte[8]), "is for network 0000000000000000"),
            (Recovered(at: ManualTime.Noon.AddDays(-8)), "a device takes it for 7 days"),
            (Recovered(at: ManualTime.Noon.AddHours(1)), "more than 5 minutes from now"),
            ([.. good[..40], CommandOpcode.Update, .. good[41..]], "is update; a recovery key signs keyChange only"),
            ([.. good[..41], 63, .. good[42..^1]], "has 63 bytes: keyChange has 64 or 128"),
            ([.. good[..42], .. new byte[64], .. good[^64..]], "gateway key is not a point"),
        })
        {
            var answer = await PostAsync(gateway, new CommandInput(null, Frame: Convert.ToHexString(frame)));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(expected, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        var broken = await PostAsync(gateway, new CommandInput(null, Frame: "4750\n01"));
        Assert.Contains("of 7 characters is not in hex", await broken.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(gateway, new CommandInput("reboot", Frame: Convert.ToHexString(good)))).StatusCode);
        Assert.Empty(gateway.Catalogue.WaitingCommands(key.Id, ManualTime.Noon));
        await PostAsync(gateway, new CommandInput(null, Frame: Convert.ToHexString(good)));
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(gateway, new CommandInput(null, Frame: Convert.ToHexString([.. good[..^1], (byte)(good[^1] ^ 1)])))).StatusCode);
    }

    public static TheoryData<CommandInput, string> Wrong => new()
    {
        { new(null), "none of identify, reboot" },
        { new("selfDestruct"), "'selfDestruct'" },
        { new("identify"), "seconds from 1 to 255, not nothing" },
        { new("identify", Seconds: 256), "not 256" },
        { new("reportInterval", Seconds: 9), "from 10 to 3600, not 9" },
        { new("sealInterval", Reports: 0), "reports from 1 to 60, not 0" },
        { new("pauseMining", Seconds: -1), "not -1" },
        { new("update", Payload: ""), "1 to 255 bytes" },
        { new("update", Payload: "zz"), "'zz'" },
        { new("keyChange", PublicKey: "04" + new string('1', 128)), "not a point of P-256" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_command_is_refused_with_the_value_and_the_limit(CommandInput input, string expected)
    {
        Assert.False(input.TryEncode(out _, out _, out var fault));
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_input_is_a_problem_in_words()
    {
        await using var gateway = await StartAsync();
        var answer = await PostAsync(gateway, new CommandInput("identify", Seconds: 256));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("from 1 to 255, not 256", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsJsonAsync(new Uri(gateway.Address, "/api/devices/xyz/commands"), new CommandInput("reboot"), TestContext.Current.CancellationToken)).StatusCode);
        gateway.Catalogue.ChangeDevice(key.Id, device => device with { State = Storage.DeviceState.Revoked });
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(gateway, new CommandInput("reboot"))).StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.7", false, HttpStatusCode.Forbidden)]
    [InlineData("Forwarded", "for=192.0.2.7", false, HttpStatusCode.Forbidden)]
    [InlineData("X-Forwarded-For", "192.0.2.7", true, HttpStatusCode.Accepted)]
    public async Task Nobody_commands_from_elsewhere_but_in_the_demo(string header, string value, bool isDemo, HttpStatusCode expected)
    {
        await using var gateway = await StartAsync(isDemo ? ["--Gateway:Demo", "true"] : []);
        using var request = new HttpRequestMessage(HttpMethod.Post, Url(gateway)) { Content = JsonContent.Create(new CommandInput("reboot")) };
        request.Headers.Add(header, value);
        Assert.Equal(expected, (await http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    public void Dispose()
    {
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<TestGateway> StartAsync(params string[] more)
    {
        var gateway = await TestGateway.StartAsync(folder, more);
        gateway.Catalogue.AddDevice(key.Applied(NetworkId, ManualTime.Noon));
        return gateway;
    }

    private Uri Url(TestGateway gateway) => new(gateway.Address, $"/api/devices/{key.Id}/commands");

    private Task<HttpResponseMessage> PostAsync(TestGateway gateway, CommandInput input) => http.PostAsJsonAsync(Url(gateway), input, TestContext.Current.CancellationToken);

    private async Task<byte[][]> HearAsync(TestGateway gateway, int count)
    {
        var heard = await gateway.MosquittoAsync("mosquitto_sub", key, key.Login(NetworkId, ++logins), "-t", Topics.Command(key.Id.ToString()), "-q", "1", "-C", $"{count}", "-F", "%x");
        return [.. heard.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Convert.FromHexString)];
    }

    private CommandGuard Guard(TestGateway gateway, GatewayKeys? keys = null) => new(keys ?? Keys(gateway, null), new Simulator.Hardware.RealClock(gateway.Time), key.Id.ToArray(), NetworkId);

    private static GatewayKeys Keys(TestGateway gateway, byte[]? recovery)
    {
        var keys = new GatewayKeys(new MemoryFlash());
        keys.Load(gateway.Get<GatewayIdentity>().PublicKey, recovery);
        return keys;
    }

    private byte[] Recovered(byte[]? device = null, byte[]? network = null, byte[]? gatewayKey = null, DateTimeOffset? at = null) => RecoveryDesk.Change(
        new("change") { KeyFile = Path.Combine(folder, "recovery"), Device = device ?? key.Id.ToArray(), Network = network ?? NetworkId, GatewayKey = gatewayKey ?? OtherGateway }, at ?? ManualTime.Noon);
}
