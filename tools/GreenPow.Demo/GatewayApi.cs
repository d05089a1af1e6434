using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GreenPow.Demo;

/// <summary>What the demo asks the gateway, as anybody could: over its public API.</summary>
public sealed class GatewayApi(int port) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly HttpClient http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Waits until the gateway has its chain and contracts.</summary>
    public async Task<JsonObject> WaitUntilReadyAsync(TimeSpan limit, string logPath, CancellationToken cancellation)
    {
        var until = DateTimeOffset.UtcNow + limit;
        while (true)
        {
            var network = await TryGetAsync("/api/network", cancellation);
            if (network is JsonObject ready) return ready;
            if (DateTimeOffset.UtcNow > until) throw new DemoException($"The gateway is not ready after {limit.TotalSeconds:0} s; see {logPath}.");
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>The answer, or null while the gateway is not there (it may be starting again).</summary>
    public async Task<JsonNode?> TryGetAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonNode>(cancellation) : null;
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Posts an application of a site. 409 means that the gateway has it already, which is as good.</summary>
    public async Task ApplyAsync(JsonObject application, CancellationToken cancellation)
    {
        using var answer = await http.PostAsJsonAsync(new Uri("/api/applications", UriKind.Relative), application, JsonSerializerOptions.Web, cancellation);
        if (answer.IsSuccessStatusCode || answer.StatusCode == System.Net.HttpStatusCode.Conflict) return;
        var reason = await answer.Content.ReadAsStringAsync(cancellation);
        throw new DemoException($"The gateway refused the application of {application["name"]}: {(int)answer.StatusCode} {reason}");
    }

    public void Dispose() => http.Dispose();
}
