using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace GreenPow.Browser.Tests;

public sealed partial class MintRequestPageTests(Chromium chromium, DemoDay day)
{
    [Fact]
    public async Task Members_vote_on_the_page_and_an_open_page_of_an_owner_shows_the_tokens()
    {
        var owner = await chromium.OpenAsync(day.Address);
        await owner.GotoAsync($"/owners/{day.Owner}");
        await Assertions.Expect(owner.Locator("[data-link]")).ToHaveTextAsync("live");
        await Assertions.Expect(owner.Locator("main")).ToContainTextAsync("No live root grants anything");

        var request = await chromium.OpenAsync(day.Address);
        await request.GotoAsync($"/requests/{day.Epoch}");
        await Assertions.Expect(request.Locator("h1 + .state")).ToHaveTextAsync("voting");
        await VoteAsync(request, member: 1, "Against", "Member 1 0x[0-9a-fA-F]+…[0-9a-fA-F]+: against");
        await VoteAsync(request, member: 3, "For", "Member 3 0x[0-9a-fA-F]+…[0-9a-fA-F]+: for");
        await Assertions.Expect(request.Locator("main")).ToContainTextAsync("1 for, 1 against");
        await VoteAsync(request, member: 2, "For", "Member 2 0x[0-9a-fA-F]+…[0-9a-fA-F]+: for");

        // Two of three seats are in favour: the rest happens by itself, and nobody reloads a page.
        await Assertions.Expect(request.Locator("h1 + .state")).ToHaveTextAsync("claimed");
        await Assertions.Expect(request.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await Assertions.Expect(owner.Locator("dt", new() { HasText = "ENERGY-" }).Locator("+ dd")).ToHaveTextAsync(SomeTokens());
        await Assertions.Expect(owner.Locator("dt", new() { HasText = "DECA" }).Locator("+ dd")).ToHaveTextAsync(SomeTokens());
        foreach (var row in await owner.Locator("tbody tr").AllAsync())
            await Assertions.Expect(row.Locator("td").Nth(3)).ToHaveTextAsync(await row.Locator("td").Nth(2).InnerTextAsync());
    }

    [Fact]
    public async Task The_vault_s_part_is_the_one_of_the_rules()
    {
        var page = await chromium.OpenAsync(day.Address);
        await page.GotoAsync($"/requests/{day.Epoch}");
        await Assertions.Expect(page.Locator("dt", new() { HasText = "DECA" }).First.Locator("+ dd")).ToContainTextAsync("87.5 % owners, 12.5 % vault");
    }

    [Fact]
    public async Task Each_site_has_its_evidence_in_sentences()
    {
        var page = await chromium.OpenAsync(day.Address);
        await page.GotoAsync($"/requests/{day.Epoch}");
        await Assertions.Expect(page.Locator("article")).ToHaveCountAsync(3);
        var north = page.Locator("article", new() { Has = page.GetByRole(AriaRole.Link, new() { Name = "Site 1" }) });
        using var http = new HttpClient { BaseAddress = day.Address };
        var evidence = await http.GetFromJsonAsync<JsonObject>(new Uri($"api/epochs/{day.Epoch}/evidence/{day.North.Id}", UriKind.Relative), TestContext.Current.CancellationToken);
        var sentences = evidence!["sentences"]!.AsArray().Select(sentence => sentence!.GetValue<string>()).ToArray();
        Assert.Contains(sentences, sentence => sentence.StartsWith("120 of 1,440 reports came", StringComparison.Ordinal));
        await Assertions.Expect(north.Locator("ul.evidence li")).ToHaveTextAsync(sentences);
    }

    private static async Task VoteAsync(IPage page, int member, string button, string line)
    {
        await page.GetByLabel("Vote as").SelectOptionAsync($"{member}");
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("li", new() { HasTextRegex = new Regex(line) })).ToBeVisibleAsync();
    }

    /// <summary>A figure above zero at the beginning.</summary>
    [GeneratedRegex(@"^\s*(?!0\.000000)\d+\.\d{6}")]
    private static partial Regex SomeTokens();
}
