using System.Globalization;
using System.Text.RegularExpressions;
using GreenPow.Gateway.Web;
using Microsoft.Playwright;

namespace GreenPow.Browser.Tests;

public sealed partial class DevicePageTests(Chromium chromium, DemoDay day)
{
    [Fact]
    public async Task Minutes_without_reports_are_a_hatched_band_and_not_zero()
    {
        var page = await OpenAsync();
        // From midnight to 21:00, and from 22:00 until the reports go on (in steps of 5 minutes: 23:50).
        var gaps = page.Locator("figure.curve .gap");
        await Assertions.Expect(gaps).ToHaveCountAsync(2);
        var plot = (await page.Locator("figure.curve .plot").BoundingBoxAsync())!;
        Assert.Equal((0, 21), await HoursAsync(gaps.Nth(0), plot));
        Assert.Equal((22, 23.83), await HoursAsync(gaps.Nth(1), plot));
        await Assertions.Expect(gaps.Nth(1)).ToHaveCSSAsync("background-image", new Regex("repeating-linear-gradient"));
        await Assertions.Expect(page.Locator("figcaption")).ToContainTextAsync("22 h 50 min unknown");

        var curve = page.Locator("figure.curve svg");
        var points = Points().Matches((await curve.Locator("path.sealed").GetAttributeAsync("d"))!);
        Assert.Equal(12, points.Count); // one hour
        Assert.All(points, point => Assert.NotEqual(PowerCurve.Height, double.Parse(point.Groups["y"].Value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task What_is_not_sealed_yet_is_drawn_in_dashes()
    {
        var curve = await CurveAsync();
        await Assertions.Expect(curve.Locator("path.provisional")).ToHaveAttributeAsync("d", new Regex("^M.*L"));
        await Assertions.Expect(curve.Locator("path.provisional")).Not.ToHaveCSSAsync("stroke-dasharray", "none");
        await Assertions.Expect(curve.Locator("path.sealed")).ToHaveCSSAsync("stroke-dasharray", "none");
    }

    [Fact]
    public async Task The_page_says_how_much_of_the_day_is_sealed()
    {
        var page = await OpenAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("69 reports received, 60 sealed, 9 provisional");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("9 newer provisional");
    }

    [Fact]
    public async Task The_curve_is_seen_without_scrolling_on_a_desk()
    {
        var page = await OpenAsync();
        var box = await page.Locator("figure.curve svg").First.BoundingBoxAsync();
        Assert.InRange(box!.Y + box.Height, 0, 900);
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await chromium.OpenAsync(day.Address);
        await page.GotoAsync($"/devices/{day.Late.Id}?day={day.Epoch}");
        return page;
    }

    private async Task<ILocator> CurveAsync() => (await OpenAsync()).Locator("figure.curve svg");

    private static async Task<(double From, double To)> HoursAsync(ILocator element, LocatorBoundingBoxResult plot)
    {
        var box = (await element.BoundingBoxAsync())!;
        return (Hour(box.X), Hour(box.X + box.Width));

        double Hour(float x) => Math.Round(24 * (x - plot.X) / plot.Width, 2);
    }

    [GeneratedRegex(@"[ML](?<x>[\d.]+) (?<y>[\d.]+)")]
    private static partial Regex Points();
}
