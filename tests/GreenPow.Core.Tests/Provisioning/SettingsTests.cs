using FsCheck;
using FsCheck.Fluent;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class SettingsTests
{
    private static readonly byte[] Point = [4, .. new byte[64]];

    [Fact]
    public void Everything_comes_back_as_it_was_set()
    {
        MemoryFlash flash = new();
        Settings settings = Complete(flash);
        Assert.Null(settings.SetText(SettingField.CaCertificate, Pem(4096)));
        Assert.Null(settings.Set(SettingField.Owner, [.. Enumerable.Repeat((byte)7, 20)]));
        Assert.Null(settings.SetText(SettingField.DeviceName, "Dach Süd ☀ 😀"));
        Assert.Null(settings.SetText(SettingField.TimeServer, "time.example.org"));
        Assert.Null(settings.SetNumber(SettingField.MinerOnMilliwatts, 300_000));
        Assert.Null(settings.SetNumber(SettingField.MinerOffMilliwatts, 200_000));
        Assert.Null(settings.Set(SettingField.MinerSchedule, [127, 0, 0, 0xA0, 5]));
        Assert.Null(settings.SetText(SettingField.MinerUrl, "http://192.168.1.9"));
        Assert.Null(settings.SetNumber(SettingField.MainsMillivolts, 120_000));
        Assert.Null(settings.Set(SettingField.Meters, MeterSetup.Usual()));
        Assert.Null(settings.SetNumber(SettingField.Profile, 1));
        Assert.Null(settings.Set(SettingField.Channels, [ChannelRole.BatteryCharge, 0, 0, ChannelRole.BatteryDischarge, 0, 1]));
        Assert.True(settings.Save());

        Settings again = new(flash);
        Assert.True(again.Load());
        Assert.Equal("Solar", again.Ssid);
        Assert.Equal("eight888", again.WifiPassword);
        Assert.Equal("gateway.example.org", again.GatewayHost);
        Assert.Equal(18883, again.GatewayPort);
        Assert.Equal(Pem(4096), again.CaCertificate);
        Assert.Equal(Point, again.GatewayPublicKey);
        Assert.Equal("Dach Süd ☀ 😀", again.DeviceName);
        Assert.Equal("time.example.org", again.TimeServer);
        Assert.Equal(200_000u, again.MinerOffMilliwatts);
        Assert.Equal([127, 0, 0, 0xA0, 5], again.MinerSchedule);
        Assert.Equal("http://192.168.1.9", again.MinerUrl);
        Assert.Equal(120_000u, again.MainsMillivolts);
        Assert.Equal(MeterSetup.Usual(), again.Meters);
        Assert.Equal(1, again.Profile);
        ChannelOptions[] channels = again.MakeChannels();
        Assert.Equal([false, true], channels.Select(c => c.Reversed));
        Assert.Equal([ChannelRole.BatteryCharge, ChannelRole.BatteryDischarge], channels.Select(c => c.Role));
    }

    [Fact]
    public void A_power_cut_while_saving_leaves_the_old_or_the_new_settings()
    {
        for (int permille = 0; permille <= 1000; permille += 25)
        {
            MemoryFlash flash = new();
            Settings settings = Complete(flash);
            settings.Save();
            settings.SetText(SettingField.GatewayHost, "other.example.org");
            flash.CutAtOperation = flash.Operations + 1;
            flash.CutPermille = permille;
            Assert.Throws<PowerCutException>(() => settings.Save());
            Settings again = new(flash);
            Assert.True(again.Load());
            Assert.Equal(permille == 1000 ? "other.example.org" : "gateway.example.org", again.GatewayHost);
            Assert.True(again.IsComplete);
        }
    }

    [Fact]
    public void A_field_of_a_later_firmware_is_kept()
    {
        MemoryFlash flash = new();
        // Version 1, then field 200 with three bytes and field 9 (DeviceName) with two.
        new SafeRecord(flash, Settings.RecordName).Save([1, 200, 3, 0, 0xA, 0xB, 0xC, 9, 2, 0, (byte)'h', (byte)'i']);
        Settings settings = new(flash);
        Assert.True(settings.Load());
        Assert.Equal("hi", settings.DeviceName);
        Assert.Null(settings.SetText(SettingField.Ssid, "x"));
        settings.Save();
        byte[] stored = new SafeRecord(flash, Settings.RecordName).Load();
        Assert.Equal("C8-03-00-0A-0B-0C", BitConverter.ToString(stored)[^17..]);
    }

    [Fact]
    public void What_is_missing_is_told_until_nothing_is()
    {
        Settings settings = new(new MemoryFlash());
        Assert.False(settings.Load());
        Assert.Equal("Ssid", settings.Missing());
        settings.SetText(SettingField.Ssid, "Solar");
        Assert.Equal("GatewayHost", settings.Missing());
        settings.SetText(SettingField.GatewayHost, "gateway");
        Assert.Equal("NetworkId", settings.Missing());
        settings.Set(SettingField.NetworkId, new byte[8]);
        Assert.Equal("GatewayPublicKey", settings.Missing());
        settings.Set(SettingField.GatewayPublicKey, Point);
        Assert.True(settings.IsComplete);
        settings.SetText(SettingField.Ssid, "");
        Assert.False(settings.IsComplete);
    }

    [Theory]
    [InlineData(SettingField.Ssid, "123456789012345678901234567890123", "Ssid has 33 bytes, at most 32")]
    [InlineData(SettingField.WifiPassword, "short", "WifiPassword has 5 bytes, must have 8 to 64")]
    [InlineData(SettingField.GatewayHost, "a b", "GatewayHost has the character 32 at 1: only letters, digits and hyphens make a host name (RFC 1123)")]
    [InlineData(SettingField.HostName, "a.b", "HostName has the character 46 at 1: only letters, digits and hyphens make a host name (RFC 1123)")]
    [InlineData(SettingField.HostName, "-a", "HostName has the character 45 at 0: only letters, digits and hyphens make a host name (RFC 1123)")]
    [InlineData(SettingField.CaCertificate, "hello", "CaCertificate is not PEM: it begins with -----BEGIN CERTIFICATE----- and ends with -----END CERTIFICATE-----")]
    [InlineData(SettingField.MinerUrl, "https://a", "MinerUrl must begin with http://")]
    [InlineData(SettingField.DeviceName, "123456789012345678901234567890123", "DeviceName has 33 bytes, at most 32")]
    [InlineData(77, "x", "There is no setting 77")]
    public void A_text_that_cannot_be_is_refused_with_its_limit(byte field, string text, string reason)
    {
        Settings settings = new(new MemoryFlash());
        Assert.Equal(reason, settings.SetText(field, text));
        Assert.Equal(0, settings.Changes);
    }

    [Theory]
    [InlineData(SettingField.GatewayPort, "0000", "GatewayPort is 0, must be 1 to 65535")]
    [InlineData(SettingField.GatewayPort, "01", "GatewayPort has 1 bytes instead of 2")]
    [InlineData(SettingField.NetworkId, "0102", "NetworkId has 2 bytes instead of 8")]
    [InlineData(SettingField.Profile, "03", "Profile is 3, must be 1 to 2")]
    [InlineData(SettingField.MainsMillivolts, "01000000", "MainsMillivolts is 1, must be 90000 to 480000")]
    [InlineData(SettingField.MinerOffMilliwatts, "01000000", "MinerOffMilliwatts 1 would be above MinerOnMilliwatts 0")]
    [InlineData(SettingField.Channels, "0C0000", "Channels has the role 12, must be 1 to 11")]
    [InlineData(SettingField.Channels, "0100", "Channels has 2 bytes, must be 1 to 6 channels of 3")]
    [InlineData(SettingField.MinerSchedule, "7F64006400", "MinerSchedule runs from minute 100 to 100, must end later than it begins and at most at 1440")]
    [InlineData(SettingField.Meters, "010203", "Meters have 3 bytes, must be 1 to 8 entries of 16")]
    [InlineData(SettingField.DeviceName, "FF", "DeviceName is not UTF-8")]
    public void Bytes_that_cannot_be_are_refused_with_their_limit(byte field, string hex, string reason) =>
        Assert.Equal(reason, new Settings(new MemoryFlash()).Set(field, Convert.FromHexString(hex)));

    [Fact]
    public void A_key_that_is_no_point_is_refused() =>
        Assert.Equal("GatewayPublicKey begins with 2, an uncompressed point with 4", new Settings(new MemoryFlash()).Set(SettingField.GatewayPublicKey, [2, .. new byte[64]]));

    [Fact]
    public void Text_goes_to_utf8_and_back_as_the_base_library_does_it() =>
        Prop.ForAll<string>(text =>
        {
            string clean = new((text ?? "").Where(c => !char.IsSurrogate(c)).ToArray());
            byte[] bytes = Utf8.Bytes(clean + "😀");
            Assert.Equal(System.Text.Encoding.UTF8.GetBytes(clean + "😀"), bytes);
            Assert.Equal(clean + "😀", Utf8.Text(bytes, 0, bytes.Length));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("C080")]
    [InlineData("EDA080")]
    [InlineData("F4908080")]
    [InlineData("E282")]
    [InlineData("80")]
    public void What_is_not_utf8_is_no_text(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Assert.Null(Utf8.Text(bytes, 0, bytes.Length));
    }

    internal static Settings Complete(MemoryFlash flash)
    {
        Settings settings = new(flash);
        Assert.Null(settings.SetText(SettingField.Ssid, "Solar"));
        Assert.Null(settings.SetText(SettingField.WifiPassword, "eight888"));
        Assert.Null(settings.SetText(SettingField.GatewayHost, "gateway.example.org"));
        Assert.Null(settings.SetNumber(SettingField.GatewayPort, 18883));
        Assert.Null(settings.Set(SettingField.NetworkId, [1, 2, 3, 4, 5, 6, 7, 8]));
        Assert.Null(settings.Set(SettingField.GatewayPublicKey, Point));
        return settings;
    }

    internal static string Pem(int length)
    {
        const string head = "-----BEGIN CERTIFICATE-----\n";
        const string foot = "\n-----END CERTIFICATE-----\n";
        return head + new string('A', length - head.Length - foot.Length) + foot;
    }
}
