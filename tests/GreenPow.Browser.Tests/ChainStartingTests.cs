using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;

namespace GreenPow.Browser.Tests;

public sealed class ChainStartingTests(Chromium chromium) : BrowserTests(chromium)
{
    [Fact]
    public async Task A_page_says_that_the_chain_is_starting_instead_of_waiting_for_it()
    {
        // Another program holds the chain's port, so the chain cannot come up.
        using var occupied = new TcpListener(IPAddress.Loopback, 0);
        occupied.Start();
        await using var gateway = RunningGateway.Start(((IPEndPoint)occupied.LocalEndpoint).Port);
        foreach (var path in new[] { "/", "/requests", "/owners", "/devices/00000000000000000000000000000000" })
        {
            // A tab of its own: the page before loads itself again, and that must not get in the way of this one.
            var page = await OpenAsync(gateway.Address);
            var answer = await page.GotoAsync(path);
            Assert.Equal(503, answer!.Status);
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("The chain is starting");
        }
    }
}
