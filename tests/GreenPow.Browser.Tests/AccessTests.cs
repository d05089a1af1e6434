using Microsoft.Playwright;

namespace GreenPow.Browser.Tests;

public sealed class AccessTests(Chromium chromium, DemoDay day) : BrowserTests(chromium)
{
    private string[] Pages => ["/", "/words", $"/devices/{day.Late.Id}?day={day.Epoch}", $"/devices/{day.Barn.Id}", "/requests", $"/requests/{day.Epoch}", "/owners", $"/owners/{day.Owner}", "/elsewhere"];

    [Fact]
    public async Task Nothing_scrolls_sideways_on_a_phone()
    {
        var page = await OpenAsync(day.Address, width: 390, height: 844);
        foreach (var path in Pages)
        {
            await page.GotoAsync(path);
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 390, $"{path} is wider than 390 px");
        }
    }

    /// <summary>WCAG 2.2, success criterion 1.4.3: 4.5 to 1 (3 to 1 from 24 px, or 18.66 px bold).</summary>
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task All_text_stands_out_from_its_ground(ColorScheme scheme)
    {
        var page = await OpenAsync(day.Address, scheme: scheme);
        foreach (var path in Pages)
        {
            await page.GotoAsync(path);
            Assert.Empty(await page.EvaluateAsync<string[]>(FaintText));
        }
    }

    [Fact]
    public async Task The_first_tab_offers_to_skip_to_the_content()
    {
        var page = await OpenAsync(day.Address);
        await page.GotoAsync("/requests");
        var skip = page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" });
        await Assertions.Expect(skip).Not.ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(skip).ToBeFocusedAsync();
        await Assertions.Expect(skip).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(day.Address, "requests#main").ToString());
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = $"{day.Epoch}" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Whatever_has_the_focus_is_seen_to_have_it()
    {
        var page = await OpenAsync(day.Address);
        await page.RouteAsync("**/api/events", route => route.AbortAsync()); // nothing redraws it between counting and the last Tab
        foreach (var path in Pages)
        {
            await page.GotoAsync(path);
            var count = await page.Locator("a[href]:visible, button:visible, select:visible, summary:visible").CountAsync();
            for (var stop = 0; stop < count; stop++)
            {
                await page.Keyboard.PressAsync("Tab");
                var outline = await page.EvaluateAsync<string>("(() => { const e = document.activeElement; return e === document.body ? 'none on body' : getComputedStyle(e).outlineStyle; })()");
                Assert.Equal("solid", outline);
            }
        }
    }

    private const string FaintText = """
        () => {
          const parse = (text) => { const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number); return { r, g, b, a }; };
          const linear = (c) => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
          const luminance = ({ r, g, b }) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
          const ground = (element) => {
            for (let e = element; e; e = e.parentElement) {
              const colour = parse(getComputedStyle(e).backgroundColor);
              if (colour.a === 1) return colour;
            }
            return { r: 255, g: 255, b: 255 };
          };
          const faint = [];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const text = walk.currentNode.textContent.trim();
            const element = walk.currentNode.parentElement;
            if (!text || !element.checkVisibility() || ['SCRIPT', 'STYLE', 'OPTION', 'TITLE'].includes(element.tagName)) continue;
            const style = getComputedStyle(element);
            const front = luminance(parse(element instanceof SVGElement ? style.fill : style.color));
            const back = luminance(ground(element));
            const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
            const size = parseFloat(style.fontSize);
            const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
            if (ratio < needed) faint.push(`"${text.slice(0, 40)}" has ${ratio.toFixed(2)} to 1`);
          }
          return faint;
        }
        """;
}
