using System.Text;
using GreenPow.Core;

namespace GreenPow.Core.Tests;

public class SettingCommandsTests
{
    private readonly InstallerBench _bench = new InstallerBench().Press();

    [Fact]
    public void A_certificate_arrives_in_parts_and_is_stored_whole()
    {
        byte[] pem = Encoding.ASCII.GetBytes(SettingsTests.Pem(1500));
        for (int at = 0; at < pem.Length; at += 200)
        {
            byte[] part = pem[at..Math.Min(at + 200, pem.Length)];
            List<string> texts = InstallerBench.Texts(_bench.Ask(InstallerCommand.SetSetting, Part(SettingField.CaCertificate, pem.Length, at, part)));
            bool isLast = at + part.Length == pem.Length;
            Assert.Equal(isLast ? ["ok", "1500", "missing Ssid"] : ["ok", $"{at + part.Length}"], texts);
            Assert.Equal(isLast, _bench.View.Settings.Has(SettingField.CaCertificate));
        }

        Settings stored = new(_bench.Flash);
        stored.Load();
        Assert.Equal(SettingsTests.Pem(1500), stored.CaCertificate);
        byte[] read = [];
        while (read.Length < 1500)
        {
            List<byte[]> strings = InstallerBench.Strings(_bench.Ask(InstallerCommand.GetSetting, SettingField.CaCertificate, (byte)(read.Length & 0xFF), (byte)(read.Length >> 8)));
            Assert.Equal("1500", Encoding.ASCII.GetString(strings[1]));
            read = [.. read, .. strings[2]];
        }

        Assert.Equal(pem, read);
    }

    [Fact]
    public void A_part_out_of_order_is_refused_with_where_it_should_go_on()
    {
        _bench.Ask(InstallerCommand.SetSetting, Part(SettingField.CaCertificate, 500, 0, new byte[200]));
        Assert.Equal("Part at 300 does not continue CaCertificate at 200", Refusal(Part(SettingField.CaCertificate, 500, 300, new byte[100])));
        Assert.Equal("Part at 200 does not continue GatewayHost at 0", Refusal(Part(SettingField.GatewayHost, 500, 200, new byte[100])));
        Assert.Equal("Part of 200 bytes at 0 goes beyond the total of 100", Refusal(Part(SettingField.GatewayHost, 100, 0, new byte[200])));
        Assert.Equal("CaCertificate has 4097 bytes, at most 4096", Refusal(Part(SettingField.CaCertificate, 4097, 0, new byte[200])));
        Assert.Equal("There is no setting 99", Refusal(Part(99, 1, 0, [1])));
        Assert.Equal("Part has no bytes", Refusal(Part(SettingField.GatewayHost, 4, 0, [])));
    }

    [Fact]
    public void What_the_rules_refuse_is_refused_with_their_reason_and_nothing_is_stored()
    {
        Assert.Equal("GatewayPort is 0, must be 1 to 65535", Refusal(Part(SettingField.GatewayPort, 2, 0, [0, 0])));
        Assert.Equal(0, _bench.Flash.Operations);
    }

    [Fact]
    public void The_password_is_never_read_out_and_only_set_by_trying_it()
    {
        Assert.Equal("WifiPassword is never read out", Assert.Single(InstallerBench.Texts(_bench.Ask(InstallerCommand.GetSetting, SettingField.WifiPassword, 0, 0))));
        Assert.Equal("WifiPassword is set by Improv's Wi-Fi command, which tries it first", Refusal(Part(SettingField.WifiPassword, 8, 0, new byte[8])));
    }

    [Fact]
    public void A_full_flash_refuses_and_leaves_what_was()
    {
        _bench.Ask(InstallerCommand.SetSetting, Part(SettingField.GatewayHost, 1, 0, [.. "a"u8]));
        _bench.Flash.IsFull = true;
        Assert.Equal(Trouble.Text(Trouble.FlashFull), Refusal(Part(SettingField.GatewayHost, 1, 0, [.. "b"u8])));
        Assert.Equal("a", _bench.View.Settings.GatewayHost);
    }

    [Fact]
    public void An_empty_value_takes_a_setting_away()
    {
        _bench.Ask(InstallerCommand.SetSetting, Part(SettingField.GatewayHost, 1, 0, [.. "a"u8]));
        Assert.Equal(["ok", "0", "missing Ssid"], InstallerBench.Texts(_bench.Ask(InstallerCommand.SetSetting, Part(SettingField.GatewayHost, 0, 0, []))));
        Assert.Null(_bench.View.Settings.GatewayHost);
    }

    private string Refusal(byte[] part) => Assert.Single(InstallerBench.Texts(_bench.Ask(InstallerCommand.SetSetting, part)));

    private static byte[] Part(byte field, int total, int offset, byte[] bytes) =>
        [field, (byte)(total & 0xFF), (byte)(total >> 8), (byte)(offset & 0xFF), (byte)(offset >> 8), .. bytes];
}
