using System.Text.RegularExpressions;
using GreenPow.Gateway;
using GreenPow.Gateway.Devices;
using GreenPow.Gateway.Metering;
using GreenPow.Gateway.Tests.Minting;
using GreenPow.Storage;
using GreenPow.Wire;
using Microsoft.Playwright;

namespace GreenPow.Browser.Tests;

public sealed class DevicesPageTests(Chromium chromium, DemoDay day) : BrowserTests(chromium)
{
    [Fact]
    public async Task A_live_value_changes_under_the_eyes_of_the_reader()
    {
        var page = await OpenAsync(day.Address);
        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator("[data-link]")).ToHaveTextAsync("live");
        var power = page.Locator($"[data-power='{day.South.Id}']");
        await Assertions.Expect(power).ToHaveTextAsync("no reading yet");
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        day.Get<LiveFeed>().Publish("live", day.South.Id.ToString(), new LiveReading(day.South.Id.ToString(), now, 318_400, [318_400], [30_000], 1_250));
        await Assertions.Expect(power).ToHaveTextAsync("318 W");
        day.Get<LiveFeed>().Publish("live", day.South.Id.ToString(), new LiveReading(day.South.Id.ToString(), now, 1_241_000, [1_241_000], [30_000], 1_250));
        await Assertions.Expect(power).ToHaveTextAsync("1.24 kW");
        await Assertions.Expect(page.Locator($"[data-power='{day.North.Id}']")).ToHaveTextAsync("no reading yet");
    }

    [Fact]
    public async Task A_tab_that_nobody_sees_leaves_its_connection_to_others_and_is_true_again_when_it_is_seen()
    {
        var page = await OpenAsync(day.Address);
        await page.GotoAsync("/");
        var link = page.Locator("[data-link]");
        await Assertions.Expect(link).ToHaveTextAsync("live");
        await ShowAsync(false);
        await Assertions.Expect(link).ToHaveTextAsync("waits until it is seen");
        var site = new SimulatedSite(8, DeviceKind.Meter, ChannelRole.Generation);
        Assert.True(day.Get<Catalogue>().AddDevice(site.Application(day.Network, day.Owners[3], DateTimeOffset.UtcNow)));
        day.Get<LiveFeed>().PublishDevice(site.Id.ToString());
        await ShowAsync(true);
        await Assertions.Expect(link).ToHaveTextAsync("live");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Site 8" })).ToBeVisibleAsync();

        // The headless browser shows every tab, so this one is told.
        Task ShowAsync(bool isSeen) => page.EvaluateAsync("hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }", !isSeen);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task The_figures_of_a_card_stand_on_one_line(int width)
    {
        var page = await OpenAsync(day.Address, width);
        await page.GotoAsync("/");
        var cards = await page.EvaluateAsync<double[][]>("[...document.querySelectorAll('li.card .figures')].map(card => [...card.querySelectorAll('dd')].map(dd => dd.getBoundingClientRect().top))");
        Assert.NotEmpty(cards);
        Assert.All(cards, tops => Assert.Equal([tops[0], tops[0], tops[0]], tops));
    }

    [Fact]
    public async Task A_site_that_reports_appears_on_an_open_list()
    {
        var page = await OpenAsync(day.Address);
        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator("[data-link]")).ToHaveTextAsync("live");
        var site = new SimulatedSite(5, DeviceKind.Meter, ChannelRole.Generation);
        Assert.True(day.Get<Catalogue>().AddDevice(site.Application(day.Network, day.Owners[3], DateTimeOffset.UtcNow)));
        await site.ReportAsync(day.Get<Ingest>(), day.Yesterday.End, 10, 1_000);
        var card = page.Locator("li.card", new() { Has = page.GetByRole(AriaRole.Link, new() { Name = "Site 5" }) });
        await Assertions.Expect(card).ToContainTextAsync("10 Wh");
        await Assertions.Expect(card.Locator("time")).ToHaveTextAsync(new Regex(@"^\d+ (s|min) ago$"));
    }
}
