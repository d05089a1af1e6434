using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GreenPow.Dao;

/// <summary>JSON-RPC 2.0 over HTTP, single and in batches. Safe for concurrent use.</summary>
/// <param name="timeout">Of one request; 10 s if null.</param>
public sealed class JsonRpc(HttpClient http, Uri endpoint, TimeSpan? timeout = null)
{
    private readonly TimeSpan _timeout = timeout ?? TimeSpan.FromSeconds(10);
    private long _lastId;

    public Uri Endpoint { get; } = endpoint;

    /// <summary>The result, which may be a JSON null.</summary>
    /// <exception cref="JsonRpcException">The node refused.</exception>
    /// <exception cref="NodeUnreachableException">The node did not answer.</exception>
    public async Task<JsonElement> RequestAsync(string method, JsonArray parameters, CancellationToken cancellation = default)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = await PostAsync(Message(id, method, parameters), cancellation);
        return answer.ValueKind == JsonValueKind.Object && IdOf(answer) == id
            ? ResultOf(method, answer)
            : throw new NodeUnreachableException(Endpoint, "its answer is not the answer to the request.");
    }

    /// <summary>Many requests in one round trip; results in the order of the requests.</summary>
    /// <exception cref="JsonRpcException">The node refused one of them.</exception>
    public async Task<IReadOnlyList<JsonElement>> BatchAsync(
        IReadOnlyList<(string Method, JsonArray Parameters)> requests, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        if (requests.Count == 0) return [];
        var firstId = Interlocked.Add(ref _lastId, requests.Count) - requests.Count + 1;
        var batch = new JsonArray();
        for (var i = 0; i < requests.Count; i++) batch.Add(Message(firstId + i, requests[i].Method, requests[i].Parameters));
        var answers = await PostAsync(batch, cancellation);
        if (answers.ValueKind != JsonValueKind.Array) throw new NodeUnreachableException(Endpoint, "it answered a batch with a single message.");
        // A node may answer in any order.
        var byId = answers.EnumerateArray().ToDictionary(IdOf);
        var results = new JsonElement[requests.Count];
        for (var i = 0; i < results.Length; i++)
        {
            if (!byId.TryGetValue(firstId + i, out var answer))
                throw new NodeUnreachableException(Endpoint, $"request {i + 1} of {results.Length} is missing in its answer.");
            results[i] = ResultOf(requests[i].Method, answer);
        }
        return results;
    }

    private async Task<JsonElement> PostAsync(JsonNode message, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeout);
        try
        {
            using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(message));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await http.PostAsync(Endpoint, content, limit.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: limit.Token);
            return document.RootElement.Clone();
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new NodeUnreachableException(Endpoint, $"nothing came within {_timeout.TotalSeconds:0.#} s.", fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException)
        {
            throw new NodeUnreachableException(Endpoint, fault.Message, fault);
        }
    }

    private static JsonObject Message(long id, string method, JsonArray parameters) =>
        new() { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters };

    private static long IdOf(JsonElement answer) =>
        answer.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) ? number : -1;

    private JsonElement ResultOf(string method, JsonElement answer)
    {
        if (answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object) throw Refusal(method, error);
        return answer.TryGetProperty("result", out var result)
            ? result
            : throw new NodeUnreachableException(Endpoint, "its answer has neither result nor error.");
    }

    private static JsonRpcException Refusal(string method, JsonElement error)
    {
        var code = error.TryGetProperty("code", out var number) && number.TryGetInt32(out var read) ? read : 0;
        var message = error.TryGetProperty("message", out var text) ? text.ToString() : "no message";
        var data = error.TryGetProperty("data", out var hex) && hex.ValueKind == JsonValueKind.String && IsHex(hex.GetString()!)
            ? Hex.Bytes(hex.GetString()!)
            : [];
        return new(method, code, message, data);
    }

    private static bool IsHex(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal) && text.Length % 2 == 0 && Hex.IsDigits(text.AsSpan(2));
}
