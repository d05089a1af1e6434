using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GreenPow.Gateway;
using Microsoft.Playwright;

namespace GreenPow.Browser.Tests;

public sealed partial class MintRequestPageTests(Chromium chromium, DemoDay day) : BrowserTests(chromium)
{
    [Fact]
    public async Task Members_vote_on_the_page_and_an_open_page_of_an_owner_shows_the_tokens()
    {
        var owner = await OpenAsync(day.Address);
        await owner.GotoAsync($"/owners/{day.Owner}");
        await Assertions.Expect(owner.Locator("[data-link]")).ToHaveTextAsync("live");
        await Assertions.Expect(owner.Locator("main")).ToContainTextAsync("No live root grants anything");

        var request = await OpenAsync(day.Address);
        await request.GotoAsync($"/requests/{day.Epoch}");
        await Assertions.Expect(request.Locator("h1 + .state")).ToHaveTextAsync("voting");
        await ChoiceStaysWhenThePageDrawsItselfAgainAsync(request);
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
        var page = await OpenAsync(day.Address);
        await page.GotoAsync($"/requests/{day.Epoch}");
        await Assertions.Expect(page.Locator("dt", new() { HasText = "DECA" }).First.Locator("+ dd")).ToContainTextAsync("87.5 % owners, 12.5 % vault");
    }

    [Fact]
    public async Task The_request_says_who_is_paid_and_the_parts_add_up()
    {
        var page = await OpenAsync(day.Address);
        await page.GotoAsync($"/requests/{day.Epoch}");
        var rows = page.Locator("section[aria-labelledby=paid] tbody tr");
        await Assertions.Expect(rows.Locator("td:nth-child(2)")).ToHaveTextAsync(["Site 1, its owner", "Site 2, its owner", "Site 3, the storage's share", "the vault of the DAO"]);
        using var http = new HttpClient { BaseAddress = day.Address };
        var epoch = (await http.GetFromJsonAsync<JsonArray>(new Uri("api/epochs", UriKind.Relative), TestContext.Current.CancellationToken))![0]!;
        foreach (var (column, wei) in new[] { (3, "energyWei"), (4, "decaWei") })
            Assert.Equal(decimal.Parse(epoch[wei]!.GetValue<string>(), CultureInfo.InvariantCulture) / 1_000_000_000_000_000_000m,
                (await rows.Locator($"td:nth-child({column})").AllInnerTextsAsync()).Where(cell => cell != "none").Sum(cell => decimal.Parse(cell, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task The_green_surplus_as_a_number_is_the_one_of_the_sentence()
    {
        using var http = new HttpClient { BaseAddress = day.Address };
        var evidence = await http.GetFromJsonAsync<JsonObject>(new Uri($"api/epochs/{day.Epoch}/evidence/{day.North.Id}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(119 * (1_500 - 300), evidence!["greenSurplusMilliwattHours"]!.GetValue<long>());
        Assert.Contains(evidence["sentences"]!.AsArray(), sentence => sentence!.GetValue<string>().Contains("0.142 kWh of green surplus", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_puts_words_on_the_page_by_its_address()
    {
        var page = await OpenAsync(day.Address);
        await page.GotoAsync($"/requests/{day.Epoch}?said=Pay+me&refused=Pay+me");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("Pay me");
        await page.GotoAsync($"/requests/{day.Epoch}?refused=HasVoted");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This member has voted already; the first vote counts and stays.");
    }

    [Fact]
    public async Task A_vote_from_a_page_that_is_too_old_is_told_to_load_it_again()
    {
        using var http = new HttpClient { BaseAddress = day.Address };
        using var form = new FormUrlEncodedContent([new("member", "1"), new("support", "for"), new("__RequestVerificationToken", "of-another-start")]);
        using var answer = await http.PostAsync(new Uri($"requests/{day.Epoch}/votes", UriKind.Relative), form, TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("load its page again", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_site_has_its_evidence_in_sentences()
    {
        var page = await OpenAsync(day.Address);
        await page.GotoAsync($"/requests/{day.Epoch}");
        await Assertions.Expect(page.Locator("article")).ToHaveCountAsync(3);
        var north = page.Locator("article", new() { Has = page.GetByRole(AriaRole.Link, new() { Name = "Site 1" }) });
        using var http = new HttpClient { BaseAddress = day.Address };
        var evidence = await http.GetFromJsonAsync<JsonObject>(new Uri($"api/epochs/{day.Epoch}/evidence/{day.North.Id}", UriKind.Relative), TestContext.Current.CancellationToken);
        var sentences = evidence!["sentences"]!.AsArray().Select(sentence => sentence!.GetValue<string>()).ToArray();
        Assert.Contains(sentences, sentence => sentence.StartsWith("120 of 1,440 reports came", StringComparison.Ordinal));
        await Assertions.Expect(north.Locator("ul.evidence li")).ToHaveTextAsync(sentences);
    }

    private async Task ChoiceStaysWhenThePageDrawsItselfAgainAsync(IPage request)
    {
        await Assertions.Expect(request.Locator("[data-link]")).ToHaveTextAsync("live");
        await request.GetByLabel("Vote as").SelectOptionAsync("3");
        await request.GetByLabel("Reason").FillAsync("looks right");
        await request.EvaluateAsync("document.querySelector('[data-live]').id = 'before'");
        day.Get<LiveFeed>().PublishEpoch(day.Epoch);
        await request.GetByLabel("Reason").BlurAsync();
        await Assertions.Expect(request.Locator("#before")).ToHaveCountAsync(0);
        await Assertions.Expect(request.GetByLabel("Vote as")).ToHaveValueAsync("3");
        await Assertions.Expect(request.GetByLabel("Reason")).ToHaveValueAsync("looks right");
        await request.GetByLabel("Reason").FillAsync("");
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
