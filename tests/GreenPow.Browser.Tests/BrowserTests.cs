using Microsoft.Playwright;

namespace GreenPow.Browser.Tests;

/// <summary>What a test opened is closed after it: an open page goes on listening and loading.</summary>
public abstract class BrowserTests(Chromium chromium) : IAsyncDisposable
{
    private readonly List<IPage> _pages = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var page in _pages) await page.CloseAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<IPage> OpenAsync(Uri address, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await chromium.OpenAsync(address, width, height, scheme);
        _pages.Add(page);
        return page;
    }
}
