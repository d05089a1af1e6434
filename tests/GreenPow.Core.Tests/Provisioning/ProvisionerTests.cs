using System.Text;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class ProvisionerTests
{
    private static readonly byte[] Home = InstallerBench.WifiData("home", "password");

    [Fact]
    public void The_buttons_minute_ends_and_every_command_begins_it_anew()
    {
        InstallerBench bench = new InstallerBench().Press();
        bench.Run(Authorisation.Milliseconds - 1000);
        Assert.Equal(["ok", "0"], InstallerBench.Texts(bench.Ask(InstallerCommand.GetSetting, SettingField.Owner, 0, 0)));
        bench.Run(Authorisation.Milliseconds - 1000);
        Assert.Equal(ImprovState.Authorized, bench.Radio.State);
        bench.Run(2000);
        Assert.Equal(ImprovState.AuthorizationRequired, bench.Radio.State);
        Assert.Empty(bench.Ask(InstallerCommand.GetSetting, SettingField.Owner, 0, 0));
        Assert.Equal(ImprovError.NotAuthorized, bench.Radio.Errors[^1]);
    }

    [Theory]
    [InlineData(WifiState.WrongPassword, Trouble.WrongPassword)]
    [InlineData(WifiState.NotFound, Trouble.NetworkNotFound)]
    public void A_network_that_does_not_take_it_is_told_by_error_and_light_and_the_known_one_is_joined_again(byte state, byte trouble)
    {
        MemoryFlash flash = new();
        SettingsTests.Complete(flash).Save();
        InstallerBench bench = new(flash);
        bench.Wifi.State = WifiState.Up;
        bench.Press();
        bench.Ask(ImprovCommand.WifiSettings, Home);
        bench.Wifi.State = state;
        bench.Run(50);
        Assert.Equal(ImprovError.UnableToConnect, bench.Radio.Errors[^1]);
        Assert.Equal(ImprovState.Authorized, bench.Radio.State);
        Assert.Equal(("Solar", "eight888"), bench.Wifi.Joins[^1]);
        Assert.Equal("Solar", new InstallerBench(flash).View.Settings.Ssid);
        bench.Wifi.State = WifiState.Up;
        long from = bench.Now;
        bench.Run(9000);
        Assert.Equal(trouble, bench.View.Troubles.Worst);
        AssertCode(trouble, bench.Light, from);
        bench.Run(Authorisation.Milliseconds + 1000);
        Assert.Equal(Trouble.None, bench.View.Troubles.Worst);
    }

    [Fact]
    public void A_network_that_never_answers_is_given_up()
    {
        InstallerBench bench = new InstallerBench().Press();
        bench.Ask(ImprovCommand.WifiSettings, Home);
        bench.Run(WifiJoin.TimeoutMilliseconds - 200);
        Assert.Equal(ImprovState.Provisioning, bench.Radio.State);
        bench.Run(300);
        Assert.Equal(ImprovError.UnableToConnect, bench.Radio.Errors[^1]);
        Assert.True(bench.View.Troubles.Has(Trouble.NetworkNotFound));
        Assert.Equal("", bench.View.Settings.Ssid);
    }

    [Fact]
    public void A_failure_over_the_cable_lets_no_telephone_in()
    {
        InstallerBench bench = new InstallerBench().Run(50);
        bench.Cable.Type(InstallerBench.Packet(3, [1, (byte)Home.Length, .. Home]));
        bench.Run(50);
        bench.Wifi.State = WifiState.WrongPassword;
        bench.Run(50);
        Assert.Equal(ImprovState.AuthorizationRequired, bench.Radio.State);
    }

    [Fact]
    public void A_full_flash_is_no_success()
    {
        InstallerBench bench = new InstallerBench().Press();
        bench.Flash.IsFull = true;
        bench.Ask(ImprovCommand.WifiSettings, Home);
        bench.Wifi.State = WifiState.Up;
        bench.Run(50);
        Assert.Equal(ImprovError.Unknown, bench.Radio.Errors[^1]);
        Assert.Equal("", bench.View.Settings.Ssid);
    }

    [Theory]
    [InlineData(LinkFault.Unreachable, Trouble.NoInternet)]
    [InlineData(LinkFault.Silent, Trouble.NoInternet)]
    [InlineData(LinkFault.CertificateRefused, Trouble.CertificateRefused)]
    [InlineData(LinkFault.LoginRefused, Trouble.LoginRefused)]
    public void What_keeps_the_gateway_away_is_told_by_error_status_and_light(byte fault, byte trouble)
    {
        InstallerBench bench = Provisioned();
        bench.Press();
        bench.View.Board.Link = new FaultyLink { Fault = fault };
        bench.Run(100);
        Assert.Equal(ImprovError.UnableToConnect, bench.Radio.Errors[^1]);
        Assert.Equal(["ok", trouble.ToString(null, null), Trouble.Text(trouble)], InstallerBench.Texts(bench.Ask(InstallerCommand.ReadStatus))[..3]);
        bench.Run(Authorisation.Milliseconds);
        long from = bench.Now;
        bench.Run(10000);
        AssertCode(trouble, bench.Light, from);
        Assert.Equal(ImprovError.UnableToConnect, Assert.Single(bench.Cable.TakePackets(), p => p[7] == ImprovPacket.ErrorState)[9]);
    }

    [Fact]
    public void A_clock_that_is_not_set_in_a_minute_is_told()
    {
        InstallerBench bench = Provisioned();
        bench.Clock.IsSynchronised = false;
        bench.Run(NetworkWatch.ClockPatienceMilliseconds - 1000);
        Assert.Equal(Trouble.None, bench.View.Troubles.Worst);
        bench.Run(1000);
        Assert.Equal(Trouble.ClockWrong, bench.View.Troubles.Worst);
        bench.Clock.IsSynchronised = true;
        bench.Run(50);
        Assert.Equal(Trouble.None, bench.View.Troubles.Worst);
    }

    [Fact]
    public void What_is_wrong_is_in_the_live_message_as_long_as_it_is()
    {
        Bench device = new Bench { Signer = new ConstantSigner() }.Commission().Boot();
        device.Link.IsReachable = true;
        device.Device.WorstTrouble = Trouble.MeterSilent;
        device.Run(5);
        Assert.EndsWith(",\"trouble\":3}", Live(), StringComparison.Ordinal);
        device.Device.WorstTrouble = Trouble.None;
        device.Run(5);
        Assert.DoesNotContain("trouble", Live(), StringComparison.Ordinal);
        string Live() => Encoding.UTF8.GetString(device.Link.Publishes.Last(p => p.Topic.EndsWith("/live", StringComparison.Ordinal)).Payload);
    }

    [Fact]
    public void Bluetooth_ends_behind_the_success_and_comes_back_by_the_button()
    {
        MemoryFlash flash = new();
        Settings settings = SettingsTests.Complete(flash);
        settings.SetText(SettingField.Ssid, "");
        settings.Save();
        InstallerBench bench = new InstallerBench(flash).Press();
        bench.Ask(ImprovCommand.WifiSettings, Home);
        bench.Wifi.State = WifiState.Up;
        bench.Run(100);
        Assert.True(bench.Radio.IsRunning);
        bench.Run(Authorisation.Milliseconds + 100);
        Assert.False(bench.Radio.IsRunning);
        bench.Press();
        Assert.True(bench.Radio.IsRunning);
        Assert.Equal(ImprovState.Authorized, bench.Radio.State);
        bench.Run(Authorisation.Milliseconds + 100);
        Assert.False(bench.Radio.IsRunning);
    }

    [Fact]
    public void New_settings_ask_for_a_fresh_start_once_the_installer_has_gone()
    {
        InstallerBench bench = Provisioned();
        bench.Press();
        bench.Ask(ImprovCommand.DeviceName, [.. "roof"u8]);
        bench.Run(Authorisation.Milliseconds - 1000);
        Assert.False(bench.Provisioner.WantsRestart);
        bench.Run(2000);
        Assert.True(bench.Provisioner.WantsRestart);
    }

    [Fact]
    public void A_restart_is_answered_before_it_happens()
    {
        InstallerBench bench = new InstallerBench().Press();
        Assert.Equal(["ok"], InstallerBench.Texts(bench.Ask(InstallerCommand.Restart)));
        Assert.False(bench.Provisioner.WantsRestart);
        bench.Run(Provisioner.RestartDelayMilliseconds);
        Assert.True(bench.Provisioner.WantsRestart);
    }

    [Fact]
    public void The_owner_gets_the_devices_signature_and_only_the_set_owner_does()
    {
        InstallerBench bench = new InstallerBench().Press();
        byte[] owner = [.. Enumerable.Repeat((byte)0xAB, 20)];
        bench.View.Settings.Set(SettingField.Owner, owner);
        byte[] data = [0x69, 0x7A, 0, 0, 0, 0, 0, 0, .. new byte[20], .. owner, 5, 0, 0, 0, 0, 0, 0, 0];
        byte[] bytes = InstallerBench.Strings(bench.Ask(InstallerCommand.SignOwnership, data))[1];
        OwnershipFrame frame = new();
        Assert.True(frame.TryRead(bytes, 0, bytes.Length, out _));
        Assert.Equal((31337UL, 5UL), (frame.ChainId, frame.Nonce));
        byte[] digest = new byte[32];
        FrameSigning.Digest(FrameKind.Ownership, bytes, 0, frame.LengthBeforeSignature, digest);
        Assert.True(P256.Verify(Bench.RealSigner.PublicKey, digest, frame.Signature, 0));

        data[28]++;
        Assert.StartsWith("The owner is not the set one, 0xabab", Assert.Single(InstallerBench.Texts(bench.Ask(InstallerCommand.SignOwnership, data))), StringComparison.Ordinal);
        Assert.Equal(ImprovError.Unknown, bench.Radio.Errors[^1]);
    }

    [Fact]
    public void Anybody_may_read_who_the_device_is()
    {
        InstallerBench bench = new InstallerBench().Run(50);
        List<byte[]> strings = InstallerBench.Strings(bench.Ask(InstallerCommand.ReadIdentity));
        Assert.Equal(InstallerBench.Id, Encoding.ASCII.GetString(strings[1]));
        Assert.Equal(Bench.RealSigner.PublicKey, strings[2]);
    }

    [Fact]
    public void Shunt_monitors_on_the_bus_are_found()
    {
        InstallerBench bench = new InstallerBench().Press();
        Assert.Equal(["This board has no I2C bus"], InstallerBench.Texts(bench.Ask(InstallerCommand.ScanMeters)));
        bench.View.Board.I2c = new OneChipBus();
        Assert.Equal(["No shunt monitor answers at 0x40 to 0x4F"], InstallerBench.Texts(bench.Ask(InstallerCommand.ScanMeters)));
        bench.View.Board.I2c = new OneChipBus { HasIna228 = true };
        Assert.Equal(MeterSetup.Usual(), InstallerBench.Strings(bench.Ask(InstallerCommand.ScanMeters))[1]);
    }

    [Fact]
    public void The_installers_randomness_is_taken_only_before_there_is_a_key()
    {
        InstallerBench bench = new InstallerBench().Press();
        bench.View.Signer = null;
        Assert.Equal(["ok"], InstallerBench.Texts(bench.Ask(InstallerCommand.AddRandomness, 1, 2, 3)));
        Assert.Equal([1, 2, 3], bench.View.InstallerBytes);
        bench.View.Signer = Bench.RealSigner;
        Assert.Equal(["The device has its key already"], InstallerBench.Texts(bench.Ask(InstallerCommand.AddRandomness, 1)));
    }

    internal static void AssertCode(byte trouble, FakeLight light, long from)
    {
        int longs = Trouble.LongFlashes(trouble);
        int flashes = longs + Trouble.ShortFlashes(trouble);
        // From the first long flash behind a pause on.
        long begin = light.Changes.Zip(light.Changes.Skip(1)).First(c => c.First.At >= from && !c.First.IsOn && c.Second.At - c.First.At == LightPattern.BetweenCodes).Second.At;
        List<long> expected = [];
        for (int i = 0; i < flashes; i++) expected.AddRange([i < longs ? LightPattern.LongFlash : LightPattern.ShortFlash, LightPattern.BetweenFlashes]);
        Assert.Equal(expected[..^1], light.Lengths(begin, expected.Count - 1));
    }

    private static InstallerBench Provisioned()
    {
        MemoryFlash flash = new();
        SettingsTests.Complete(flash).Save();
        InstallerBench bench = new(flash);
        bench.Wifi.State = WifiState.Up;
        bench.Run(100).Cable.TakePackets();
        return bench;
    }

    private sealed class OneChipBus : II2cBus
    {
        public bool HasIna228 { get; init; }

        public bool Read(byte deviceAddress, byte register, byte[] into, int at, int count)
        {
            if (!HasIna228 || deviceAddress != 0x40) return false;
            int value = register == Ina228Register.ManufacturerId ? 0x5449 : register == Ina228Register.DeviceId ? 0x2281 : 0;
            (into[at], into[at + 1]) = ((byte)(value >> 8), (byte)(value & 0xFF));
            return true;
        }

        public bool Write(byte deviceAddress, byte register, byte[] from, int at, int count) => false;
    }

    private sealed class FaultyLink : ILink
    {
        public byte State => LinkState.Down;
        public byte Fault { get; init; }
        public void Connect(LinkLogin login) { }
        public void Subscribe(string topic) { }
        public int Publish(string topic, byte[] payload, int count, byte qos, bool retain) => 0;
        public int TakeAcknowledgement() => 0;
        public LinkMessage TakeMessage() => null!;
        public void Close() { }
    }
}
