using Microsoft.Playwright;

namespace GreenPow.Browser.Tests;

public sealed class NotFoundTests(Chromium chromium, DemoDay day) : BrowserTests(chromium)
{
    [Theory]
    [InlineData("/devices/00000000000000000000000000000000", "Unknown device")]
    [InlineData("/devices/roof", "Unknown device")]
    [InlineData("/requests/1", "Unknown epoch")]
    [InlineData("/owners/0x12", "Unknown account")]
    [InlineData("/requests/first", "Unknown epoch")]
    [InlineData("/elsewhere", "No such page")]
    public async Task What_is_not_there_has_a_page_that_says_so_and_leads_on(string path, string title)
    {
        var page = await OpenAsync(day.Address);
        var answer = await page.GotoAsync(path);
        Assert.Equal(404, answer!.Status);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await page.Locator("main .problem a").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).Not.ToHaveTextAsync(title);
    }
}
