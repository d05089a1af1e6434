using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using GreenPow.Simulator.Sites;

namespace GreenPow.EndToEnd.Tests;

/// <summary>One unattended demo, left running after its summary.</summary>
public sealed class DemoDay : IAsyncLifetime
{
    public RunningDemo Demo { get; private set; } = null!;

    public JsonElement Summary { get; private set; }

    public async ValueTask InitializeAsync()
    {
        // Later demos are to live the same yesterday, which changes at the DAO's midnight, 07:00 UTC.
        var untilMidnight = TimeSpan.FromDays(1) - (DateTimeOffset.UtcNow - TimeSpan.FromHours(7)).TimeOfDay;
        if (untilMidnight < TimeSpan.FromMinutes(8)) await Task.Delay(untilMidnight + TimeSpan.FromSeconds(1));
        Demo = RunningDemo.Start("--headless", "--fresh", "--auto-vote", "--until", "claimed", "--keep");
        Summary = await Demo.Summary;
    }

    public async ValueTask DisposeAsync() => await Demo.DisposeAsync();

    public IEnumerable<JsonElement> Meters => Summary.GetProperty("devices").EnumerateArray().Where(device => device.GetProperty("kind").GetString() == "meter");

    public static long Of(JsonElement device, string name) => device.GetProperty(name).GetInt64();
}

public class DemoTests(DemoDay day)
{
    [Fact]
    public void What_the_meters_counted_is_within_their_uncertainty_of_the_truth()
    {
        Assert.Equal(4, day.Summary.GetProperty("devices").GetArrayLength());
        Assert.All(day.Summary.GetProperty("devices").EnumerateArray(), device =>
        {
            var (truth, counted) = (DemoDay.Of(device, "truthMilliwattHours"), DemoDay.Of(device, "countedMilliwattHours"));
            var percent = device.GetProperty("uncertaintyPercent").GetDouble();
            Assert.InRange(percent, 0.01, 1.0);
            Assert.True(truth > 100_000, $"{truth} mWh is no day of sun");
            Assert.True(Math.Abs(counted - truth) <= counted * percent / 100, $"counted {counted} mWh, truth {truth} mWh, uncertainty {percent} %");
        });
    }

    [Fact]
    public void Nearly_all_that_truly_reached_the_storage_is_minted_and_never_more()
    {
        var truths = FleetDay.Load(Path.Combine(day.Demo.Folder, "devices"))!.Devices;
        var received = truths.Single(truth => truth.ReceivedTruthMilliwattHours.Count > 0).ReceivedTruthMilliwattHours;
        Assert.Equal(3, day.Meters.Count());
        Assert.All(day.Meters.Select((meter, channel) => (meter, channel)), site =>
        {
            var (sentTruth, minted) = (DemoDay.Of(site.meter, "sentTruthMilliwattHours"), DemoDay.Of(site.meter, "mintedMilliwattHours"));
            Assert.Equal(truths[site.channel].SentTruthMilliwattHours, sentTruth);
            // All generation that is not mined away is sent, so what was sent was surplus; the demo's storage is registered with an efficiency of 1.
            var trueMint = Math.Min(received[site.channel], sentTruth);
            Assert.True(trueMint > 100_000, $"{trueMint} mWh is no day of sun");
            Assert.InRange(minted, (trueMint * 98 + 99) / 100, Math.Min(received[site.channel], sentTruth));
            Assert.InRange(minted, 0, DemoDay.Of(site.meter, "receivedMilliwattHours"));
        });
        var energy = BigInteger.Parse(day.Summary.GetProperty("energyMintedWei").GetString()!, CultureInfo.InvariantCulture);
        Assert.Equal(energy, day.Meters.Sum(meter => DemoDay.Of(meter, "mintedMilliwattHours")) * BigInteger.Pow(10, 12));
    }

    [Fact]
    public void Nothing_was_refused_and_all_of_yesterday_is_sealed()
    {
        var reports = day.Summary.GetProperty("reports");
        Assert.True(reports.GetProperty("accepted").GetInt64() >= 4 * 1440 + 4);
        Assert.Equal(0, reports.GetProperty("refused").GetInt64());
        Assert.True(reports.GetProperty("sealed").GetInt64() >= 4 * 1440);
    }

    [Fact]
    public async Task OpenZeppelin_recomputes_the_root_from_the_leaves()
    {
        var epoch = day.Summary.GetProperty("epoch").GetInt64();
        var dump = await day.Demo.Http.GetByteArrayAsync(new Uri($"/api/epochs/{epoch}/leaves", UriKind.Relative), TestContext.Current.CancellationToken);
        var tree = await Foreign.LeavesAsync(dump);
        var root = day.Summary.GetProperty("root").GetString();
        Assert.Equal(root, tree.GetProperty("root").GetString());
        Assert.Equal(root, tree.GetProperty("rebuilt").GetString());
        var promised = tree.GetProperty("totals").EnumerateObject().Aggregate(BigInteger.Zero, (sum, total) => sum + BigInteger.Parse(total.Value.GetString()!, CultureInfo.InvariantCulture));
        var minted = new[] { "energyMintedWei", "decaMintedWei" }.Aggregate(BigInteger.Zero, (sum, name) => sum + BigInteger.Parse(day.Summary.GetProperty(name).GetString()!, CultureInfo.InvariantCulture));
        Assert.Equal(minted, promised);
    }

    [Fact]
    public async Task OpenSSL_confirms_every_chain_and_every_seal_and_finds_the_evidence_in_them()
    {
        var epoch = day.Summary.GetProperty("epoch").GetInt64();
        foreach (var device in day.Summary.GetProperty("devices").EnumerateArray())
        {
            var id = device.GetProperty("deviceId").GetString();
            var detail = await day.Demo.JsonAsync($"/api/devices/{id}");
            var frames = await day.Demo.Http.GetByteArrayAsync(new Uri($"/api/devices/{id}/frames?fromSequence=1", UriKind.Relative), TestContext.Current.CancellationToken);
            var chain = await Foreign.FramesAsync(frames, detail.GetProperty("publicKey").GetString()!, detail.GetProperty("networkId").GetString()!);
            Assert.True(chain.GetProperty("frames").GetInt32() >= 1440);
            Assert.True(chain.GetProperty("seals").GetInt32() >= 144);
            var evidence = await day.Demo.JsonAsync($"/api/epochs/{epoch}/evidence/{id}");
            Assert.Equal(1440, evidence.GetProperty("lastSealed").GetProperty("sequence").GetInt64());
        }
    }

    [Fact]
    public async Task The_evidence_file_is_the_one_whose_hash_was_voted_on()
    {
        var epoch = day.Summary.GetProperty("epoch").GetInt64();
        var file = await day.Demo.Http.GetByteArrayAsync(new Uri($"/api/epochs/{epoch}/evidence", UriKind.Relative), TestContext.Current.CancellationToken);
        var record = (await day.Demo.JsonAsync("/api/epochs")).EnumerateArray().Single(item => item.GetProperty("number").GetInt64() == epoch);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), record.GetProperty("evidenceSha256").GetString());
        Assert.Equal("claimed", record.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Every_path_that_others_build_on_is_in_the_openapi_document()
    {
        var paths = (await day.Demo.JsonAsync("/openapi/v1.json")).GetProperty("paths");
        string[] promised =
        [
            "/api/devices", "/api/devices/{id}/series", "/api/devices/{id}/frames", "/api/jobs", "/api/epochs", "/api/epochs/{number}/leaves",
            "/api/epochs/{number}/evidence/{deviceId}", "/api/rejects",
        ];
        var served = paths.EnumerateObject().Select(path => path.Name.TrimEnd('/')).ToHashSet();
        Assert.Empty(promised.Except(served));
    }
}
