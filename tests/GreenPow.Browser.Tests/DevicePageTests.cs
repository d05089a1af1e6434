using System.Globalization;
using System.Text.RegularExpressions;
using GreenPow.Gateway;
using GreenPow.Gateway.Devices;
using GreenPow.Gateway.Metering;
using GreenPow.Gateway.Tests.Minting;
using GreenPow.Gateway.Web;
using GreenPow.Storage;
using GreenPow.Wire;
using Microsoft.Playwright;

namespace GreenPow.Browser.Tests;

public sealed partial class DevicePageTests(Chromium chromium, DemoDay day) : BrowserTests(chromium)
{
    [Fact]
    public async Task Minutes_without_reports_are_a_hatched_band_and_not_zero()
    {
        var page = await OpenAsync();
        // From midnight to 21:00, and from 22:00 until the reports go on at 23:51; the minute of the first report, the baseline, is none.
        var gaps = page.Locator("figure.curve .gap");
        await Assertions.Expect(gaps).ToHaveCountAsync(2);
        Assert.Equal([[0, 21], [22, 23.85]], await page.EvaluateAsync<double[][]>(GapHours));
        await Assertions.Expect(gaps.Nth(1)).ToHaveCSSAsync("background-image", new Regex("repeating-linear-gradient"));
        await Assertions.Expect(page.Locator("figcaption")).ToContainTextAsync("22 h 51 min unknown; counting begins at the first report");

        var curve = page.Locator("figure.curve svg");
        var points = Points().Matches((await curve.Locator("path.sealed").GetAttributeAsync("d"))!);
        Assert.Equal(12 + 2, points.Count); // five minutes each, from edge to edge
        Assert.All(points, point => Assert.NotEqual(PowerCurve.Height, double.Parse(point.Groups["y"].Value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_single_minute_between_two_gaps_is_seen_as_a_dot()
    {
        var site = await ReportingAsync(6, flags: 0, day.Yesterday.Start + 12 * 3600);
        var page = await OpenAsync(day.Address);
        await page.GotoAsync($"/devices/{site.Id}?day={day.Epoch}");
        await Assertions.Expect(page.Locator("figure.curve .gap")).ToHaveCountAsync(2);
        var path = page.Locator("figure.curve path.sealed");
        Assert.Equal(3, Points().Count((await path.GetAttributeAsync("d"))!));
        await Assertions.Expect(path).ToHaveCSSAsync("stroke-linecap", "round");
    }

    [Fact]
    public async Task A_paused_device_stays_paused_until_it_works_again()
    {
        var site = await ReportingAsync(7, ReportFlags.MiningPaused, day.Yesterday.End);
        var page = await OpenAsync(day.Address);
        await page.GotoAsync($"/devices/{site.Id}");
        await Assertions.Expect(page.Locator("[data-link]")).ToHaveTextAsync("live");
        var work = page.Locator($"[data-hashes='{site.Id}']");
        foreach (var (watts, hashesPerSecond, said) in new[] { (11, 0, "paused"), (12, 37, "37 H/s"), (13, 0, "paused") })
        {
            day.Get<LiveFeed>().Publish("live", site.Id.ToString(), new LiveReading(site.Id.ToString(), DateTimeOffset.UtcNow.ToUnixTimeSeconds(), watts * 1000, [watts * 1000], [30_000], hashesPerSecond));
            await Assertions.Expect(page.Locator($"[data-power='{site.Id}']")).ToHaveTextAsync($"{watts} W");
            await Assertions.Expect(work).ToHaveTextAsync(said);
        }
    }

    [Fact]
    public async Task Every_cell_of_the_channels_is_in_sight_on_a_phone_with_its_name()
    {
        var page = await OpenAsync(day.Address, width: 390, height: 844);
        await page.GotoAsync($"/devices/{day.North.Id}");
        var cells = page.Locator("h2:text-is('Channels') + .scroll td");
        await Assertions.Expect(cells).ToHaveCountAsync(3 * 5);
        var seen = await page.EvaluateAsync<Cell[]>(ChannelCells);
        Assert.Equal(3 * 5, seen.Length);
        Assert.All(seen, cell => Assert.InRange(cell.Right, 1, 390));
        Assert.All(seen, cell => Assert.NotEmpty(cell.Name));
    }

    [Fact]
    public async Task A_storage_names_its_feeders_on_one_scale_and_says_what_it_holds()
    {
        var page = await OpenAsync(day.Address);
        await page.GotoAsync($"/devices/{day.Barn.Id}?day={day.Epoch}");
        await Assertions.Expect(page.Locator("figcaption a")).ToHaveTextAsync(["Site 1", "Site 2"]);
        await Assertions.Expect(page.Locator("figure").First.Locator(".watts").First).ToHaveTextAsync(await page.Locator("figure").Last.Locator(".watts").First.InnerTextAsync());
        // 119 minutes of 2 x 1,180 mWh.
        await Assertions.Expect(page.Locator("dt:text-is('Can give back') + dd")).ToContainTextAsync("280.8 Wh");
        await Assertions.Expect(page.Locator("dt:text-is('ENERGY against it') + dd")).ToContainTextAsync(new Regex(@"^\d\.\d{6}"));
    }

    [Fact]
    public async Task The_uncertainty_has_the_zero_error_of_the_time_in_it()
    {
        var page = await OpenAsync(day.Address);
        await page.GotoAsync($"/devices/{day.North.Id}");
        // 119 x 1,500 mWh, 0.5 %, and 20 mW for 119 minutes: 892.5 + 39.7 of 178,500 mWh.
        await Assertions.Expect(page.Locator("dt:text-is('In total, sealed') + dd small")).ToHaveTextAsync("± 0.53 %");
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("20783.5")]
    [InlineData("9223372036854775808")]
    public async Task What_is_no_day_is_said_with_the_days_that_there_are(string asked)
    {
        var page = await OpenAsync(day.Address);
        var answer = await page.GotoAsync($"/devices/{day.North.Id}?day={asked}");
        Assert.Equal(400, answer!.Status);
        await Assertions.Expect(page.Locator("main .problem")).ToContainTextAsync($"'{asked}' is no day. Days are whole numbers, counted from 1970-01-01: this device's go from {day.Epoch} to {day.Epoch + 1}.");
    }

    [Fact]
    public async Task A_day_before_the_first_report_shows_the_first_day_and_leads_no_further_back()
    {
        var page = await OpenAsync(day.Address);
        await page.GotoAsync($"/devices/{day.North.Id.ToString().ToUpperInvariant()}?day=-99999999");
        await Assertions.Expect(page.Locator("main .problem")).ToContainTextAsync("Day -99999999 is before its first report");
        await Assertions.Expect(page.Locator("a[rel=prev]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("a[rel=next]")).ToHaveAttributeAsync("href", $"devices/{day.North.Id}?day={day.Epoch + 1}");
        await Assertions.Expect(page.Locator("nav [aria-current]")).ToHaveTextAsync("Devices");
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
        var bottoms = await page.EvaluateAsync<double[]>("[...document.querySelectorAll('figure.curve svg')].map(curve => curve.getBoundingClientRect().bottom)");
        Assert.InRange(Assert.Single(bottoms), 1, 900);
    }

    /// <summary>A new site, due since yesterday began, that reports the two minutes before each of these times; the first of all is its baseline.</summary>
    private async Task<SimulatedSite> ReportingAsync(int number, ushort flags, params long[] ends)
    {
        var site = new SimulatedSite(number, DeviceKind.Meter, ChannelRole.Generation) { Flags = flags };
        Assert.True(day.Get<Catalogue>().AddDevice(site.Application(day.Network, day.Owners[3], DateTimeOffset.UtcNow) with { CommissionedAt = DateTimeOffset.FromUnixTimeSeconds(day.Yesterday.Start) }));
        foreach (var end in ends) await site.ReportAsync(day.Get<Ingest>(), end, 2, 1_000);
        return site;
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await OpenAsync(day.Address);
        await page.GotoAsync($"/devices/{day.Late.Id}?day={day.Epoch}");
        return page;
    }

    private async Task<ILocator> CurveAsync() => (await OpenAsync()).Locator("figure.curve svg");

    // Sizes are asked for within one expression: an open page may draw itself again between two.

    /// <summary>From and to of each gap, in hours of the plot.</summary>
    private const string GapHours = """
        [...document.querySelectorAll('figure.curve .gap')].map((gap) => {
          const plot = gap.closest('.plot').getBoundingClientRect();
          const { left, right } = gap.getBoundingClientRect();
          return [left, right].map((x) => Math.round(100 * 24 * (x - plot.left) / plot.width) / 100);
        })
        """;

    private const string ChannelCells = """
        [...[...document.querySelectorAll('h2')].find((title) => title.textContent === 'Channels').nextElementSibling.querySelectorAll('td')].map((cell) => ({
          Right: cell.getBoundingClientRect().right,
          Name: getComputedStyle(cell, '::before').content.replaceAll('"', ''),
        }))
        """;

    private sealed class Cell
    {
        public double Right { get; set; }

        public string Name { get; set; } = "";
    }

    [GeneratedRegex(@"[ML](?<x>[\d.]+) (?<y>[\d.]+)")]
    private static partial Regex Points();
}
