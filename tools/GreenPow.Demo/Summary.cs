using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using GreenPow.Simulator.Sites;

namespace GreenPow.Demo;

/// <summary>What the demo proved, as one JSON object: what the simulated physics delivered beside what was counted, sent, received and minted.</summary>
public sealed class Summary(GatewayApi api, Fleet fleet, long epoch)
{
    public async Task<JsonObject> MakeAsync(TimeSpan elapsed, CancellationToken cancellation)
    {
        var record = (await NeedAsync("/api/epochs", cancellation)).AsArray().First(item => item!["number"]!.GetValue<long>() == epoch)!;
        var devices = new JsonArray();
        long accepted = 0, refused = 0, sealedCount = 0, provisional = 0, shares = 0;
        foreach (var truth in fleet.Day!.Devices)
        {
            var evidence = await NeedAsync($"/api/epochs/{epoch}/evidence/{truth.DeviceId}", cancellation);
            devices.Add(Device(truth, evidence));
            var until = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 3600;
            var counts = await NeedAsync($"/api/devices/{truth.DeviceId}/counts?from={fleet.DayStartUnixSeconds}&to={until}", cancellation);
            accepted += counts["received"]!.GetValue<long>();
            refused += counts["refused"]!.GetValue<long>();
            sealedCount += counts["sealed"]!.GetValue<long>();
            provisional += counts["provisional"]!.GetValue<long>();
            shares += counts["sharesCounted"]!.GetValue<long>();
        }
        return new JsonObject
        {
            ["devices"] = devices,
            ["reports"] = new JsonObject { ["accepted"] = accepted, ["refused"] = refused, ["sealed"] = sealedCount, ["provisional"] = provisional },
            ["shares"] = shares,
            ["epoch"] = epoch,
            ["root"] = record["root"]!.GetValue<string>(),
            ["energyMintedWei"] = BigInteger.Parse(record["energyWei"]!.GetValue<string>(), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
            ["decaMintedWei"] = BigInteger.Parse(record["decaWei"]!.GetValue<string>(), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
            ["seconds"] = Math.Round(elapsed.TotalSeconds, 1),
        };
    }

    private static JsonObject Device(DayTruth truth, JsonNode evidence)
    {
        var kind = evidence["kind"]!.GetValue<string>();
        var role = kind == "storage" ? "StorageReceived" : "Generation";
        var energy = evidence["energy"]!.AsArray().FirstOrDefault(item => item!["role"]!.GetValue<string>() == role)
            ?? throw new DemoException($"The evidence of {truth.Name} counts no energy of role {role}.");
        var counted = energy["energyMilliwattHours"]!.GetValue<long>();
        var upper = energy["upperMilliwattHours"]!.GetValue<long>();
        return new JsonObject
        {
            ["deviceId"] = truth.DeviceId,
            ["kind"] = kind,
            ["truthMilliwattHours"] = truth.TruthMilliwattHours,
            ["countedMilliwattHours"] = counted,
            ["uncertaintyPercent"] = Math.Round(100.0 * (upper - counted) / Math.Max(counted, 1), 4),
            ["sentTruthMilliwattHours"] = truth.SentTruthMilliwattHours,
            ["receivedMilliwattHours"] = evidence["storage"]?["receivedMilliwattHours"]?.GetValue<long>() ?? 0,
            ["mintedMilliwattHours"] = evidence["energyMintedMilliwattHours"]!.GetValue<long>(),
        };
    }

    private async Task<JsonNode> NeedAsync(string path, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= 20; attempt++)
        {
            if (await api.TryGetAsync(path, cancellation) is { } answer) return answer;
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellation);
        }
        throw new DemoException($"The gateway gives no answer to {path}.");
    }
}
