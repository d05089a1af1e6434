using GreenPow.Gateway.Web;

namespace GreenPow.Gateway.Tests.Web;

public class LiveFeedTests
{
    [Fact]
    public async Task A_page_gets_what_happens_after_it_came_and_a_slow_one_loses_the_oldest()
    {
        var feed = new LiveFeed();
        feed.Publish("report", new { Sequence = 1 });
        using var leaving = new CancellationTokenSource();
        var page = feed.WatchAsync(leaving.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var first = page.MoveNextAsync();
        Assert.Equal(1, feed.Listeners);
        feed.Publish("report", new { Sequence = 2 });
        Assert.True(await first);
        Assert.Equal(new LiveEvent("report", """{"sequence":2}"""), page.Current);
        // 300 more while nobody reads; 256 wait.
        for (var sequence = 3; sequence <= 302; sequence++) feed.Publish("report", new { Sequence = sequence });
        Assert.True(await page.MoveNextAsync());
        Assert.Equal("""{"sequence":47}""", page.Current.Json);
        Assert.True(await page.MoveNextAsync());
        Assert.Equal("""{"sequence":48}""", page.Current.Json);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await page.MoveNextAsync()) { }
        });
        Assert.Equal(0, feed.Listeners);
    }
}
