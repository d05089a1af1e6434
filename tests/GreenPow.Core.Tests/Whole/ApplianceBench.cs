using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests.Whole;

/// <summary>A whole device on one flash, start after start: its board, its installer's hands, its gateway's ear.</summary>
internal sealed class ApplianceBench
{
    private Appliance? _appliance;

    public MemoryFlash Flash { get; init; } = new();
    public FakeWifi Wifi { get; private set; } = new();
    public FakeButton Button { get; } = new();
    public FakeLight Light { get; } = new();
    public FakeRadio Radio { get; private set; } = new();
    public FakeCable Cable { get; } = new();
    public BenchLink Link { get; private set; } = new();
    public BenchClock Clock { get; } = new();
    public FakeIna228 Chip { get; } = new();
    public ChipLife Power { get; private set; } = new();
    public BenchSwitch Relay { get; } = new();
    public II2cPort? Element { get; set; }
    public IRandom Random { get; set; } = new BenchRandom();
    public byte Profile { get; init; } = BoardProfile.Reference;
    public byte ResetReason { get; set; } = Wire.ResetReason.PowerOn;

    /// <summary>Milliseconds since the chip started.</summary>
    public long Now { get; private set; }

    public Appliance Appliance => _appliance!;

    /// <summary>Energy steps that the chip counts per second.</summary>
    public ulong EnergyPerSecond { get; set; } = 100_000;

    /// <summary>What an installer would have set, without the long way over the cable.</summary>
    public ApplianceBench Provision(Action<Settings>? more = null)
    {
        var settings = new Settings(Flash);
        settings.Load();
        Assert.Null(settings.SetText(SettingField.Ssid, "barn"));
        Assert.Null(settings.SetText(SettingField.GatewayHost, "gateway.example"));
        Assert.Null(settings.Set(SettingField.NetworkId, [1, 2, 3, 4, 5, 6, 7, 8]));
        Assert.Null(settings.Set(SettingField.GatewayPublicKey, Bench.RealSigner.PublicKey));
        Assert.Null(settings.Set(SettingField.Channels, [ChannelRole.Generation, 0, 0]));
        more?.Invoke(settings);
        Assert.True(settings.Save());
        return this;
    }

    /// <summary>A key that it made long ago, and a commissioning record of it.</summary>
    public ApplianceBench Commission()
    {
        Assert.True(new SafeRecord(Flash, "key").Save(Bench.PrivateKey));
        Assert.True(DeviceState.WriteForNewKey(Flash));
        return CommissionAs(InstallerBench.Id);
    }

    /// <summary>A record of a device; who signed it the device does not ask of its own flash.</summary>
    public ApplianceBench CommissionAs(string deviceId)
    {
        var frame = new Bench().Commissioning(new CommissioningChannel
        {
            Role = ChannelRole.Generation, UncertaintyHundredths = 50, CapacityWatts = 500, ZeroMilliwatts = 20,
        });
        Convert.FromHexString(deviceId).CopyTo(frame.DeviceId, 0);
        Assert.True(new Installation(Flash).Save(frame));
        return this;
    }

    /// <summary>Power comes, or comes back: everything but the flash is new.</summary>
    public ApplianceBench Start()
    {
        Wifi = new FakeWifi();
        Radio = new FakeRadio();
        Link = new BenchLink { IsReachable = true };
        Power = new ChipLife { SupplyMillivolts = Power.SupplyMillivolts };
        Now = 0;
        var board = new ApplianceBoard
        {
            Clock = Clock, Flash = Flash, Random = Random, Wifi = Wifi, Power = Power, Link = Link, I2c = Chip,
            Indicator = Light, Button = Button, Serial = Cable, Improv = Radio, Relay = Relay, SecureElement = Element, ResetReason = ResetReason,
        };
        _appliance = new Appliance(board, new ApplianceOptions { Profile = Profile, Running = RunningImage.OfDeployed([1, 2, 3, 4], new byte[32]), ReleaseKey = new byte[65] });
        _appliance.Boot(0);
        return this;
    }

    /// <summary>A command over the cable, and what came back.</summary>
    public List<byte[]> Tell(byte command, string text)
    {
        Cable.TakePackets();
        byte[] data = System.Text.Encoding.UTF8.GetBytes(text);
        Cable.Type(InstallerBench.Packet(3, [command, (byte)data.Length, .. data]));
        Run(3);
        return Cable.TakePackets();
    }

    /// <summary>What the device says its id is.</summary>
    public string IdOnCable()
    {
        var result = Tell(InstallerCommand.ReadIdentity, "").First(packet => packet[7] == 4);
        // IMPROV, version, type, length; command, length; "ok" and the id, each behind its length.
        return System.Text.Encoding.ASCII.GetString(result, 9 + 2 + 3 + 1, 32);
    }

    public ApplianceBench Press()
    {
        Button.IsPressed = true;
        Run(1);
        Button.IsPressed = false;
        return Run(1);
    }

    public ApplianceBench Run(int seconds)
    {
        for (var end = Now + seconds * 1000L; Now < end && !Appliance.HasEnded;)
        {
            Now += 50;
            if (Wifi.State == WifiState.Joining) Wifi.State = WifiState.Up;
            Clock.UtcUnixMilliseconds += 50;
            Chip.Energy += EnergyPerSecond / 20;
            Chip.Charge += (long)EnergyPerSecond / 20;
            Chip.VBusSteps = 250_000;
            Light.Now = Now;
            Appliance.Step(Now);
        }

        return this;
    }
}

/// <summary>Remembers how a run ended.</summary>
internal sealed class ChipLife : IPower
{
    public int SupplyMillivolts { get; set; } = -1;

    public List<long> Sleeps { get; } = [];

    public int Reboots { get; private set; }

    public void DeepSleep(long milliseconds) => Sleeps.Add(milliseconds);

    public void Reboot() => Reboots++;
}
