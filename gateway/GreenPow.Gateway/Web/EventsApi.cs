using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GreenPow.Gateway.Web;

public static class EventsApi
{
    public const string Path = "/api/events";

    public static void MapEventsApi(this IEndpointRouteBuilder app) =>
        app.MapGet(Path, Events).WithTags("Live")
            .WithSummary("Server-sent events: live (unsigned, display only), report (on disk), device (a site has applied), epoch (an epoch, its request or its votes changed). A slow reader gets the newest of each kind for each device or epoch.");

    private static ServerSentEventsResult<string> Events(LiveFeed feed, IHostApplicationLifetime lifetime, CancellationToken gone) =>
        TypedResults.ServerSentEvents(Stream(feed, lifetime.ApplicationStopping, gone));

    private static async IAsyncEnumerable<SseItem<string>> Stream(LiveFeed feed, CancellationToken stopping, [EnumeratorCancellation] CancellationToken gone)
    {
        // A page must not hold up the gateway's stop.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, gone);
        // It listens before it says hello: whoever looks after the hello misses nothing.
        using var listener = feed.Listen();
        yield return new SseItem<string>("{}", "hello");
        while (await NextAsync(listener, either.Token) is { } happening) yield return new SseItem<string>(happening.Json, happening.Kind);
    }

    private static async Task<LiveEvent?> NextAsync(LiveFeed.Listener listener, CancellationToken cancellation)
    {
        try
        {
            return await listener.NextAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return null; // The page has gone, or the gateway stops: both end the stream.
        }
    }
}
