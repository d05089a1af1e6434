using System.Diagnostics;
using System.Text.Json.Nodes;
using GreenPow.Dao;
using GreenPow.Simulator.Sites;

namespace GreenPow.Demo;

/// <summary>The demo from start to end: gateway, fleet, applications, yesterday, the present, the epoch, the summary.</summary>
public sealed class DemoRun(DemoOptions options)
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(10);
    private readonly Stopwatch watch = Stopwatch.StartNew();

    public async Task RunAsync(CancellationToken stopping)
    {
        await using var folder = await DemoFolder.OpenAsync(options);
        await using var gateway = GatewayProcess.Start(options);
        using var api = new GatewayApi(options.Port);
        var network = DemoNetwork.From(await api.WaitUntilReadyAsync(ReadyLimit, gateway.LogPath, stopping));
        Say($"The gateway is up: http://127.0.0.1:{options.Port} (MQTT on {options.MqttPort} and with TLS on {options.MqttTlsPort}, the chain on {options.ChainPort}).");

        using var installer = KeyFile.LoadOrCreate(Path.Combine(options.Folder, "keys", "installer.key"));
        using var fleet = Fleet.Create(Path.Combine(options.Folder, "devices"), network.Info, network.YesterdayStart(TimeProvider.System.GetUtcNow()),
            new Installer(installer.Address.ToBytes(), digest => installer.SignMessage(digest).ToBytes()));
        await fleet.ProvisionAsync(network.Door, TimeProvider.System, stopping);
        await ApplyAsync(fleet, api, stopping);
        if (fleet.Day is null)
        {
            Say("Three meters and a storage have applied; the demo DAO admits them by a vote.");
            await fleet.RunDayAsync(stopping);
            Say("The fleet has lived yesterday under its measured sky and holds 1,440 reports for each device.");
        }
        else
        {
            Say("The fleet goes on where the last demo left it.");
        }

        using var sunset = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var live = fleet.GoLiveAsync(network.Door, TimeProvider.System, sunset.Token);
        try
        {
            var epoch = network.EpochOf(fleet.DayStartUnixSeconds);
            var claims = new EpochWatch(api, epoch, options, Say).UntilClaimedAsync(fleet, sunset.Token);
            await Task.WhenAny(claims, live).Unwrap();
            if (options.Headless || options.UntilClaimed)
            {
                // Without --keep the boards lose their power first: what they have not sent waits in their spools.
                if (!options.Keep)
                {
                    await sunset.CancelAsync();
                    await live;
                }
                var summary = await new Summary(api, fleet, epoch).MakeAsync(watch.Elapsed, stopping);
                Console.WriteLine(summary.ToJsonString());
                if (!options.Keep) return;
            }
            else
            {
                if (await claims) Say($"The tokens are claimed: http://127.0.0.1:{options.Port}/owners.");
                Say("The meters go on; Ctrl-C ends the demo.");
            }
            await live;
        }
        finally
        {
            await sunset.CancelAsync();
            await live;
        }
    }

    private async Task ApplyAsync(Fleet fleet, GatewayApi api, CancellationToken cancellation)
    {
        var number = 0;
        foreach (var site in fleet.Sites)
        {
            using var owner = KeyFile.Load(Path.Combine(options.Folder, "keys", $"owner-{++number}.key"));
            var application = fleet.ApplicationFor(site, owner.Address.ToBytes());
            await api.ApplyAsync(ApplicationJson(application), cancellation);
        }
    }

    /// <summary>The body of POST /api/applications.</summary>
    public static JsonObject ApplicationJson(SiteApplication application) => new()
    {
        ["name"] = application.Name,
        ["kind"] = application.Kind,
        ["capacityWatts"] = application.CapacityWatts,
        ["publicKey"] = Convert.ToHexStringLower(application.PublicKey),
        ["commissioningFrame"] = Convert.ToHexStringLower(application.CommissioningFrame),
        ["ownershipFrame"] = Convert.ToHexStringLower(application.OwnershipFrame),
        ["feeders"] = new JsonArray([.. application.Feeders.Select(feeder => (JsonNode)feeder)]),
    };

    private void Say(string sentence) => Console.WriteLine($"[{watch.Elapsed:mm\\:ss}] {sentence}");
}
