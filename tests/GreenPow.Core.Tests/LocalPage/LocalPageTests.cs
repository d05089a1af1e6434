using System.Text;
using System.Text.Json;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class LocalPageTests
{
    private readonly Bench _device = new Bench { Signer = new ConstantSigner() }.Commission();
    private readonly FakePages _pages = new();
    private readonly ApplianceView _view;
    private readonly LocalPage _page;

    public LocalPageTests()
    {
        _view = new ApplianceView
        {
            Settings = new Settings(new MemoryFlash()),
            Troubles = new Troubles(),
            Options = new ApplianceOptions { Running = RunningImage.OfDeployed([1, 2, 3, 4], new byte[32]) },
            DeviceId = InstallerBench.Id,
            Board = new ApplianceBoard { Clock = _device.Clock, Link = _device.Link, Pages = _pages },
        };
        _page = new LocalPage(_view);
    }

    [Fact]
    public void Live_values_come_as_numbers_with_units()
    {
        _device.Boot().Run(125);
        _view.Device = _device.Device;
        JsonElement live = Live(_device.Uptime + 400);
        Assert.Equal(400, live.GetProperty("age_ms").GetInt64());
        Assert.Equal(Bench.Midnight + 125, live.GetProperty("unix_s").GetInt64());
        Assert.Equal(_device.Device.NextSequence, live.GetProperty("next").GetUInt64());
        Assert.Equal(_device.Device.Spool.LastSealedSequence, live.GetProperty("sealed_to").GetUInt64());
        Assert.Equal("No trouble", live.GetProperty("trouble_text").GetString());
        Assert.Equal("1.2.3.4", live.GetProperty("firmware").GetString());
        JsonElement channel = Assert.Single(live.GetProperty("channels").EnumerateArray());
        Assert.Equal("Generation", channel.GetProperty("role").GetString());
        Assert.Equal(100_000, channel.GetProperty("power_mw").GetInt32());
        Assert.Equal(40_000, channel.GetProperty("voltage_mv").GetInt32());
        Assert.Equal(2_500, channel.GetProperty("current_ma").GetInt32());
        Assert.Equal(3_472, channel.GetProperty("energy_mwh").GetInt64()); // 100 W for 125 s
    }

    [Fact]
    public void The_page_says_the_same_without_a_script()
    {
        _device.Boot().Run(125);
        _view.Device = _device.Device;
        string html = Body(Get("GET / HTTP/1.1", _device.Uptime + 1300));
        Assert.Contains("<td>Generation<td>100.0 W<td>40.00 V<td>2.500 A<td>0.003 kWh", html, StringComparison.Ordinal);
        Assert.Contains("<dd id=a>1.3 s ago", html, StringComparison.Ordinal);
        Assert.Contains($"<dd id=n>{_device.Device.NextSequence}", html, StringComparison.Ordinal);
        Assert.Contains(InstallerBench.Id, html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_can_bring_no_markup_in()
    {
        _view.Settings.SetText(SettingField.DeviceName, "<script>'\"&😀é</script>");
        string html = Body(Get("GET / HTTP/1.1"));
        Assert.Equal(2, html.Split("&lt;script&gt;&#39;&quot;&amp;😀é&lt;/script&gt;").Length - 1);
        Assert.DoesNotContain("<script>'", html, StringComparison.Ordinal);
        Assert.Equal("<script>'\"&😀é</script>", Live(0).GetProperty("name").GetString());
    }

    [Fact]
    public void Control_characters_and_backslashes_break_no_json()
    {
        _view.Settings.SetText(SettingField.DeviceName, "a\\b\n\"c\u0001");
        Assert.Equal("a\\b\"c", Live(0).GetProperty("name").GetString());
    }

    [Fact]
    public void The_longest_page_fits_into_four_kilobytes_and_is_whole()
    {
        _device.Options.Channels = [.. Enumerable.Range(0, 6).Select(i => new ChannelOptions { Role = (byte)(ChannelRole.BatteryCharge + i) })];
        _device.Boot().Run(60);
        _view.Device = _device.Device;
        _view.Settings.SetText(SettingField.DeviceName, new string('"', 32));
        _view.Troubles.Set(Trouble.CertificateRefused, true);
        string html = Get("GET / HTTP/1.1", 100_000_000);
        Assert.EndsWith("</script>", html, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 2500, LocalPage.MaximumLength);
        Assert.Equal(6, Live(0).GetProperty("channels").GetArrayLength());
    }

    [Theory]
    [InlineData("POST / HTTP/1.1", "405 Method Not Allowed")]
    [InlineData("PUT /live HTTP/1.1", "405 Method Not Allowed")]
    [InlineData("HEAD / HTTP/1.1", "405 Method Not Allowed")]
    [InlineData("GET /settings HTTP/1.1", "404 Not Found")]
    [InlineData("GET /live/ HTTP/1.1", "404 Not Found")]
    [InlineData("GET", "400 Bad Request")]
    [InlineData("", "400 Bad Request")]
    [InlineData("GET  HTTP/1.1", "400 Bad Request")]
    [InlineData("GET http://elsewhere/ HTTP/1.1", "400 Bad Request")]
    public void Anything_else_is_refused(string request, string status)
    {
        string answer = Get(request);
        Assert.StartsWith($"HTTP/1.1 {status}\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(status + "\n", Body(answer));
        Assert.Equal(status.StartsWith("405", StringComparison.Ordinal), answer.Contains("Allow: GET", StringComparison.Ordinal));
    }

    [Fact]
    public void A_query_changes_nothing() => Assert.StartsWith("HTTP/1.1 200 OK", Get("GET /live?x=1 HTTP/1.0"), StringComparison.Ordinal);

    [Fact]
    public void Before_provisioning_it_says_what_is_missing()
    {
        _view.Troubles.Set(Trouble.NotProvisioned, true);
        string html = Body(Get("GET / HTTP/1.1"));
        Assert.Contains(Trouble.Text(Trouble.NotProvisioned), html, StringComparison.Ordinal);
        Assert.Contains("none yet", html, StringComparison.Ordinal);
        Assert.Equal(-1, Live(0).GetProperty("age_ms").GetInt64());
    }

    [Fact]
    public void No_secret_is_on_it()
    {
        _view.Settings.SetText(SettingField.WifiPassword, "topsecretword");
        _view.Settings.SetText(SettingField.Ssid, "hiddenhome");
        string all = Get("GET / HTTP/1.1") + Get("GET /live HTTP/1.1");
        Assert.DoesNotContain("topsecretword", all, StringComparison.Ordinal);
        Assert.DoesNotContain("hiddenhome", all, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_meter_is_said_and_known_as_trouble()
    {
        _device.Boot().Run(10);
        _view.Device = _device.Device;
        _device.Meter.IsBroken = true;
        _device.Run(2);
        new DeviceWatch(_view).Step();
        JsonElement live = Live(0);
        Assert.Equal(Trouble.MeterSilent, live.GetProperty("trouble").GetInt32());
        Assert.False(live.GetProperty("channels")[0].GetProperty("answers").GetBoolean());
        Assert.Contains("<td>silent<td>", Get("GET / HTTP/1.1"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_calibration_that_is_missing_or_expired_is_known_as_trouble()
    {
        Bench bench = new() { Signer = new ConstantSigner() };
        CommissioningFrame frame = bench.Commissioning(new CommissioningChannel { Role = ChannelRole.Generation, UncertaintyHundredths = 50 });
        frame.Expires = (uint)Bench.Midnight + 90;
        bench.Commission(frame).Boot().Run(60);
        _view.Device = bench.Device;
        DeviceWatch watch = new(_view);
        watch.Step();
        Assert.Equal(Trouble.None, _view.Troubles.Worst);
        bench.Run(60);
        watch.Step();
        Assert.Equal(Trouble.NotCommissioned, _view.Troubles.Worst);
    }

    [Fact]
    public void A_request_leaves_little_garbage()
    {
        _device.Boot().Run(60);
        _view.Device = _device.Device;
        Get("GET / HTTP/1.1");
        _pages.Request = "GET / HTTP/1.1";
        _pages.KeepsAnswers = false;
        long before = GC.GetAllocatedBytesForCurrentThread();
        _page.Step(0);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1500);
    }

    private JsonElement Live(long now)
    {
        string answer = Get("GET /live HTTP/1.1", now);
        Assert.Contains("Content-Type: application/json", answer, StringComparison.Ordinal);
        return JsonDocument.Parse(Body(answer)).RootElement;
    }

    private string Get(string request, long now = 0)
    {
        _pages.Request = request;
        _page.Step(now);
        return Encoding.UTF8.GetString(_pages.Answered);
    }

    private static string Body(string answer)
    {
        int at = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        string body = answer[(at + 4)..];
        string length = answer.Split("Content-Length: ")[1].Split("\r\n")[0];
        Assert.Equal(Encoding.UTF8.GetByteCount(body), int.Parse(length, null));
        return body;
    }

    private sealed class FakePages : IRequestListener
    {
        public string? Request { get; set; }
        public byte[] Answered { get; private set; } = [];
        public bool KeepsAnswers { get; set; } = true;

        public string TakeRequest()
        {
            string? request = Request;
            Request = null;
            return request!;
        }

        public void Answer(byte[] response, int count)
        {
            if (KeepsAnswers) Answered = response[..count];
        }
    }
}
