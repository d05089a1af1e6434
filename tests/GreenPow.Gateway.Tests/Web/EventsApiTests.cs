using GreenPow.Gateway.Tests.Devices;

namespace GreenPow.Gateway.Tests.Web;

public sealed class EventsApiTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-events").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Whoever_was_greeted_hears_what_happens_from_then_on_and_is_let_go_with_its_connection()
    {
        await using var gateway = await TestGateway.StartAsync(folder);
        var feed = gateway.Get<LiveFeed>();
        using (var http = new HttpClient())
        {
            await using var stream = await http.GetStreamAsync(new Uri(gateway.Address, "/api/events"), TestContext.Current.CancellationToken);
            using var lines = new StreamReader(stream);
            Assert.Equal("event: hello", await NextAsync(lines));
            Assert.Equal(1, feed.Listeners);
            feed.PublishEpoch(7);
            Assert.Equal("data: {}", await NextAsync(lines));
            Assert.Equal("event: epoch", await NextAsync(lines));
            Assert.Equal("data: {\"number\":7}", await NextAsync(lines));
        }
        while (feed.Listeners > 0) await Task.Yield();
    }

    private static async Task<string?> NextAsync(StreamReader lines)
    {
        string? line;
        do line = await lines.ReadLineAsync(TestContext.Current.CancellationToken);
        while (line is { Length: 0 });
        return line;
    }
}
