using System.Text;
using GreenPow.Core;

namespace GreenPow.Core.Tests;

public class ImprovBleTests
{
    // improv-wifi.com/ble, "Send Wi-Fi settings": SSID = MyWirelessAP, password = mysecurepassword.
    private static readonly byte[] Example = [0x01, 0x1E, 0x0C, .. "MyWirelessAP"u8, 0x10, .. "mysecurepassword"u8];

    private static byte[] WholeExample => [.. Example, (byte)(Example.Sum(b => b) & 0xFF)];

    [Fact]
    public void It_advertises_state_capabilities_and_four_zeros_while_something_is_missing()
    {
        InstallerBench bench = new InstallerBench().Run(50);
        Assert.True(bench.Radio.IsRunning);
        Assert.Equal([ImprovState.AuthorizationRequired, 0x0F, 0, 0, 0, 0], bench.Radio.ServiceData);
        Assert.Equal(0x0F, bench.Radio.Capabilities);
        Assert.Equal(Settings.UsualDeviceName, bench.Radio.Name);
    }

    [Fact]
    public void Credentials_without_the_button_are_refused()
    {
        InstallerBench bench = new InstallerBench().Run(50);
        bench.Radio.Write(WholeExample);
        bench.Run(50);
        Assert.Equal(ImprovError.NotAuthorized, bench.Radio.Errors[^1]);
        Assert.Empty(bench.Wifi.Joins);
    }

    [Fact]
    public void The_standards_example_in_writes_of_twenty_bytes_joins_and_answers_with_the_page()
    {
        InstallerBench bench = new InstallerBench().Press();
        Assert.Equal(ImprovState.Authorized, bench.Radio.State);
        foreach (byte[] part in WholeExample.Chunk(20))
        {
            bench.Radio.Write(part);
            bench.Run(100);
        }

        Assert.Equal(("MyWirelessAP", "mysecurepassword"), Assert.Single(bench.Wifi.Joins));
        Assert.Equal(ImprovState.Provisioning, bench.Radio.State);
        bench.Run(3000);
        Assert.Equal(ImprovState.Provisioning, bench.Radio.State);
        bench.Wifi.State = WifiState.Up;
        bench.Run(50);
        Assert.Equal(ImprovState.Provisioned, bench.Radio.State);
        Assert.Equal(ImprovError.None, bench.Radio.Errors[^1]);
        Assert.Equal(["http://192.168.1.50/"], InstallerBench.Texts(bench.Radio.Results[^1]));
        // 01, data length, string length, string, sum.
        Assert.Equal([0x01, 21, 20, .. "http://192.168.1.50/"u8], bench.Radio.Results[^1][..^1]);

        Settings stored = new(bench.Flash);
        Assert.True(stored.Load());
        Assert.Equal("MyWirelessAP", stored.Ssid);
        Assert.Equal("mysecurepassword", stored.WifiPassword);
    }

    [Fact]
    public void Every_wrong_sum_is_an_invalid_packet()
    {
        InstallerBench bench = new InstallerBench().Press();
        for (int wrong = 1; wrong < 256; wrong += 17)
        {
            byte[] bytes = WholeExample;
            bytes[^1] = (byte)((bytes[^1] + wrong) & 0xFF);
            bench.Radio.Write(bytes);
            bench.Run(50);
            Assert.Equal(ImprovError.InvalidRpc, bench.Radio.Errors[^1]);
        }

        Assert.Empty(bench.Wifi.Joins);
    }

    [Theory]
    [InlineData("0102")]
    [InlineData("010100")]
    [InlineData("01030541FF")]
    public void A_command_whose_lengths_disagree_is_an_invalid_packet(string hex)
    {
        InstallerBench bench = new InstallerBench().Press();
        byte[] bytes = Convert.FromHexString(hex);
        bytes[1] = (byte)(bytes.Length - 2);
        bench.Radio.Write([.. bytes, (byte)(bytes.Sum(b => b) & 0xFF)]);
        bench.Run(50);
        Assert.Equal(ImprovError.InvalidRpc, bench.Radio.Errors[^1]);
    }

    [Fact]
    public void A_password_that_no_network_can_have_is_not_tried()
    {
        InstallerBench bench = new InstallerBench().Press();
        bench.Ask(ImprovCommand.WifiSettings, InstallerBench.WifiData("home", "short"));
        Assert.Equal(ImprovError.UnableToConnect, bench.Radio.Errors[^1]);
        Assert.Empty(bench.Wifi.Joins);
    }

    [Fact]
    public void More_bytes_than_the_command_says_are_an_invalid_packet()
    {
        InstallerBench bench = new InstallerBench().Press();
        bench.Radio.Write([.. WholeExample, 0]);
        bench.Run(50);
        Assert.Equal(ImprovError.InvalidRpc, bench.Radio.Errors[^1]);
        bench.Radio.Write(new byte[600]);
        bench.Run(50);
        Assert.Equal(ImprovError.InvalidRpc, bench.Radio.Errors[^1]);
        Assert.Equal("GreenPow", InstallerBench.Texts(bench.Ask(ImprovCommand.DeviceInfo))[0]);
    }

    [Fact]
    public void Half_a_command_is_forgotten_when_its_writer_is_gone()
    {
        InstallerBench bench = new InstallerBench().Press();
        bench.Radio.Write(WholeExample[..20]);
        bench.Run(ImprovBle.PatienceMilliseconds + 100);
        Assert.Equal("GreenPow", InstallerBench.Texts(bench.Ask(ImprovCommand.DeviceInfo))[0]);
    }

    [Fact]
    public void An_unknown_command_is_told_so()
    {
        InstallerBench bench = new InstallerBench().Press();
        bench.Ask(0x42);
        Assert.Equal(ImprovError.UnknownRpc, bench.Radio.Errors[^1]);
        bench.Ask(InstallerCommand.FullErase, Encoding.ASCII.GetBytes("ERASE " + InstallerBench.Id));
        Assert.Equal(ImprovError.UnknownRpc, bench.Radio.Errors[^1]);
    }

    [Fact]
    public void Who_it_is_needs_no_button()
    {
        InstallerBench bench = new InstallerBench().Run(50);
        Assert.Equal(["GreenPow", "1.2.3.4", "ESP32-S3", "GreenPow meter"], InstallerBench.Texts(bench.Ask(ImprovCommand.DeviceInfo)));
        Assert.Equal(["GreenPow meter"], InstallerBench.Texts(bench.Ask(ImprovCommand.DeviceName)));
        bench.Ask(ImprovCommand.DeviceName, [.. "x"u8]);
        Assert.Equal(ImprovError.NotAuthorized, bench.Radio.Errors[^1]);
        bench.Ask(ImprovCommand.HostName);
        Assert.Equal(ImprovError.NotAuthorized, bench.Radio.Errors[^1]);
    }

    [Fact]
    public void Names_are_set_read_and_checked()
    {
        InstallerBench bench = new InstallerBench().Press();
        Assert.Equal(["Dach Süd"], InstallerBench.Texts(bench.Ask(ImprovCommand.DeviceName, Encoding.UTF8.GetBytes("Dach Süd"))));
        Assert.Equal(["roof-2"], InstallerBench.Texts(bench.Ask(ImprovCommand.HostName, [.. "roof-2"u8])));
        bench.Ask(ImprovCommand.HostName, [.. "no_underscore"u8]);
        Assert.Equal(ImprovError.BadHostName, bench.Radio.Errors[^1]);
        Assert.Equal(["roof-2"], InstallerBench.Texts(bench.Ask(ImprovCommand.HostName)));
    }

    [Fact]
    public void Networks_come_in_one_answer_of_whole_triples()
    {
        InstallerBench bench = new InstallerBench().Press();
        Assert.Empty(bench.Ask(ImprovCommand.ScanWifi));
        Assert.Equal(1, bench.Wifi.Scans);
        bench.Wifi.Found = [.. Enumerable.Range(0, 20).Select(i => new WifiNetwork { Ssid = "network-number-" + i, RssiDbm = (sbyte)(-50 - i), NeedsPassword = i != 1 })];
        bench.Run(50);
        List<string> texts = InstallerBench.Texts(bench.Radio.Results[^1]);
        Assert.Equal(["network-number-0", "-50", "WPA2", "network-number-1", "-51", "NO"], texts[..6]);
        Assert.Equal(0, texts.Count % 3);
        Assert.InRange(texts.Count, 21, 30);
    }

    [Fact]
    public void A_scan_without_an_answer_ends_with_no_networks()
    {
        InstallerBench bench = new InstallerBench().Press();
        bench.Ask(ImprovCommand.ScanWifi);
        bench.Run(16000);
        Assert.Equal([ImprovCommand.ScanWifi, 0, ImprovCommand.ScanWifi], bench.Radio.Results[^1]);
    }
}
