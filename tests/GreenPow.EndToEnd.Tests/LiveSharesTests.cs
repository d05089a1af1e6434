using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace GreenPow.EndToEnd.Tests;

/// <summary>The work of the present: the gateway's jobs over real MQTT to the firmware on a virtual board, and its nonces back into counted shares.</summary>
public class LiveSharesTests(DemoDay day)
{
    /// <summary>Shares come every 20 s on average and are counted at the next seal.</summary>
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task The_storage_works_on_its_jobs_and_anybody_can_recompute_the_shares_that_count()
    {
        // The meters work as the sun allows; nothing holds back the storage's device, whatever the hour. Its next report is to be sealed, not only each tenth.
        var storage = day.Summary.GetProperty("devices").EnumerateArray().Single(device => device.GetProperty("kind").GetString() == "storage").GetProperty("deviceId").GetString()!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Guard);
        await using var events = await day.Demo.Http.GetStreamAsync(new Uri("/api/events", UriKind.Relative), limit.Token);
        using var answer = await day.Demo.Http.PostAsJsonAsync(new Uri($"/api/devices/{storage}/commands", UriKind.Relative), new { opcode = "sealInterval", reports = 1 }, limit.Token);
        answer.EnsureSuccessStatusCode();

        var jobs = await UntilSharesCountAsync(events, storage, limit.Token);
        var counted = Shares(jobs).Count(share => share.GetProperty("verdict").GetString() == "counted");
        Assert.Equal(counted, Shares(jobs).Count());
        var recomputed = await Foreign.SharesAsync(JsonSerializer.SerializeToUtf8Bytes(jobs));
        Assert.Equal(counted, recomputed.GetProperty("shares").GetInt32());
        var counts = await day.Demo.JsonAsync($"/api/devices/{storage}/counts");
        Assert.InRange(counts.GetProperty("sharesCounted").GetInt64(), counted, long.MaxValue);
        Assert.Equal(0, counts.GetProperty("sharesNotCounted").GetInt64());
    }

    /// <summary>Looks at the jobs each time that a report of the device has come.</summary>
    private async Task<JsonElement> UntilSharesCountAsync(Stream events, string device, CancellationToken limit)
    {
        await foreach (var happening in SseParser.Create(events).EnumerateAsync(limit))
        {
            if (happening.EventType != "report" || !happening.Data.Contains(device, StringComparison.Ordinal)) continue;
            var jobs = await day.Demo.JsonAsync($"/api/jobs?device={device}");
            if (Shares(jobs).Any()) return jobs;
        }
        throw new InvalidOperationException("The gateway's event stream ended before a share was counted.");
    }

    private static IEnumerable<JsonElement> Shares(JsonElement jobs) => jobs.EnumerateArray().SelectMany(job => job.GetProperty("shares").EnumerateArray());
}
