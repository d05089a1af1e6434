using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;

namespace GreenPow.Gateway;

/// <summary>Something that a page may show at once.</summary>
/// <param name="Kind">"live" (a device's unsigned values, display only), "report" (a report is on disk), "device" (a site has applied) or "epoch" (an epoch, its request or its votes changed).</param>
/// <param name="Json">One line.</param>
public readonly record struct LiveEvent(string Kind, string Json);

/// <summary>
/// Tells every open page what happens. Of the events of one kind about one device or epoch the newest stands for all, so a slow page
/// misses no change, and what waits for it has a bound. Nothing counted or paid goes through here.
/// </summary>
public sealed class LiveFeed
{
    private readonly ConcurrentDictionary<Listener, bool> listeners = new();

    public int Listeners => listeners.Count;

    /// <param name="about">The device or the epoch.</param>
    public void Publish<T>(string kind, string about, T value)
    {
        if (listeners.IsEmpty) return;
        var happening = new LiveEvent(kind, JsonSerializer.Serialize(value, JsonSerializerOptions.Web));
        foreach (var listener in listeners.Keys) listener.Tell((kind, about), happening);
    }

    /// <summary>A site has applied, or what is known of it changed.</summary>
    public void PublishDevice(string deviceId) => Publish("device", deviceId, new { deviceId });

    /// <summary>An epoch, its request, its votes or its payouts changed.</summary>
    public void PublishEpoch(long number) => Publish("epoch", $"{number}", new { number });

    /// <summary>Hears everything from this call on, until it is disposed of.</summary>
    public Listener Listen()
    {
        var listener = new Listener(this);
        listeners[listener] = true;
        return listener;
    }

    /// <summary>What one open page has not been told yet.</summary>
    public sealed class Listener : IDisposable
    {
        private readonly LiveFeed feed;
        private readonly Lock gate = new();
        private readonly Dictionary<(string Kind, string About), LiveEvent> newest = [];
        private readonly Channel<(string Kind, string About)> turns = Channel.CreateUnbounded<(string, string)>(new() { SingleReader = true });

        internal Listener(LiveFeed feed) => this.feed = feed;

        /// <summary>The next event; one reader at a time.</summary>
        public async ValueTask<LiveEvent> NextAsync(CancellationToken cancellation)
        {
            var turn = await turns.Reader.ReadAsync(cancellation);
            lock (gate)
            {
                newest.Remove(turn, out var happening);
                return happening;
            }
        }

        public void Dispose() => feed.listeners.TryRemove(this, out _);

        internal void Tell((string Kind, string About) subject, LiveEvent happening)
        {
            lock (gate)
            {
                if (!newest.ContainsKey(subject)) turns.Writer.TryWrite(subject);
                newest[subject] = happening;
            }
        }
    }
}
