using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GreenPow.Gateway.Web;

public static class EventsApi
{
    public const string Path = "/api/events";

    public static void MapEventsApi(this IEndpointRouteBuilder app) =>
        app.MapGet(Path, Events).WithTags("Live")
            .WithSummary("Server-sent events: live (unsigned, display only), report (on disk), device (a site has applied), epoch (an epoch, its request or its votes changed).");

    private static ServerSentEventsResult<string> Events(LiveFeed feed, IHostApplicationLifetime lifetime, CancellationToken gone) =>
        TypedResults.ServerSentEvents(Stream(feed, lifetime.ApplicationStopping, gone));

    // A page must not hold up the gateway's stop.
    private static async IAsyncEnumerable<SseItem<string>> Stream(LiveFeed feed, CancellationToken stopping, [EnumeratorCancellation] CancellationToken gone)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, gone);
        var events = feed.WatchAsync(either.Token).GetAsyncEnumerator(CancellationToken.None);
        yield return new SseItem<string>("{}", "hello");
        while (await NextAsync(events)) yield return new SseItem<string>(events.Current.Json, events.Current.Kind);
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<LiveEvent> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            await events.DisposeAsync();
            return false; // The page has gone, or the gateway stops: both end the stream.
        }
    }
}
