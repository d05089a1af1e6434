using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;

namespace GreenPow.Gateway.Web;

/// <summary>Something that a page may show at once.</summary>
/// <param name="Kind">"live" (a device's unsigned values, display only), "report" (a report is on disk), "device" (a site has applied) or "epoch" (an epoch, its request or its votes changed).</param>
/// <param name="Json">One line.</param>
public readonly record struct LiveEvent(string Kind, string Json);

/// <summary>Tells every open page what happens. A slow page loses the oldest events, never the gateway its pace: nothing counted or paid goes through here.</summary>
public sealed class LiveFeed
{
    private const int WaitingEvents = 256;
    private readonly ConcurrentDictionary<Channel<LiveEvent>, bool> listeners = new();

    public int Listeners => listeners.Count;

    public void Publish<T>(string kind, T value)
    {
        if (listeners.IsEmpty) return;
        var happening = new LiveEvent(kind, JsonSerializer.Serialize(value, JsonSerializerOptions.Web));
        foreach (var listener in listeners.Keys) listener.Writer.TryWrite(happening);
    }

    /// <summary>An epoch, its request, its votes or its payouts changed.</summary>
    public void PublishEpoch(long number) => Publish("epoch", new { number });

    /// <summary>Everything from now on, until <paramref name="cancellation"/>.</summary>
    public async IAsyncEnumerable<LiveEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(WaitingEvents)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
        });
        listeners[channel] = true;
        try
        {
            await foreach (var happening in channel.Reader.ReadAllAsync(cancellation)) yield return happening;
        }
        finally
        {
            listeners.TryRemove(channel, out _);
        }
    }
}
