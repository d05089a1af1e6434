namespace GreenPow.Gateway.Tests.Web;

public class LiveFeedTests
{
    [Fact]
    public async Task A_page_gets_what_happens_after_it_came_until_it_goes()
    {
        var feed = new LiveFeed();
        feed.Publish("report", "a", new { Sequence = 1 });
        using (var page = feed.Listen())
        {
            var first = page.NextAsync(TestContext.Current.CancellationToken);
            feed.Publish("report", "a", new { Sequence = 2 });
            Assert.Equal(new LiveEvent("report", """{"sequence":2}"""), await first);
            feed.Publish("report", "a", new { Sequence = 3 });
            Assert.Equal("""{"sequence":3}""", (await page.NextAsync(TestContext.Current.CancellationToken)).Json);
            Assert.Equal(1, feed.Listeners);
        }
        Assert.Equal(0, feed.Listeners);
    }

    [Fact]
    public async Task A_slow_page_misses_no_change_however_many_happened()
    {
        var feed = new LiveFeed();
        using var page = feed.Listen();
        feed.PublishEpoch(7);
        for (var sequence = 1; sequence <= 5_000; sequence++)
        {
            feed.Publish("report", "a", new { sequence });
            feed.Publish("report", "b", new { sequence = 10 * sequence });
        }
        foreach (var json in new[] { """{"number":7}""", """{"sequence":5000}""", """{"sequence":50000}""" })
            Assert.Equal(json, (await page.NextAsync(TestContext.Current.CancellationToken)).Json);
        using var nothingMore = new CancellationTokenSource();
        var next = page.NextAsync(nothingMore.Token).AsTask();
        Assert.False(next.IsCompleted);
        await nothingMore.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }
}
