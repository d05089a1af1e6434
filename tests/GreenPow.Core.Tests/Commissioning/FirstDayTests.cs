using System.Text;
using GreenPow.Core;
using GreenPow.Core.Tests.Whole;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

/// <summary>From a blank flash to the first calibrated report, by nothing but a button and a telephone.</summary>
public class FirstDayTests
{
    private readonly ApplianceBench _bench = new();

    [Fact]
    public void A_blank_device_becomes_a_calibrated_meter_of_its_site()
    {
        _bench.Start().Run(2);
        _bench.Button.IsPressed = true;
        _bench.Run(1);
        _bench.Button.IsPressed = false;
        _bench.Run(1);
        Set(SettingField.GatewayHost, [.. "gateway.example"u8]);
        Set(SettingField.NetworkId, [1, 2, 3, 4, 5, 6, 7, 8]);
        Set(SettingField.GatewayPublicKey, Bench.RealSigner.PublicKey);
        Set(SettingField.Channels, [ChannelRole.Generation, 0, 0]);
        Assert.Equal(["http://192.168.1.50/"], Ask(ImprovCommand.WifiSettings, InstallerBench.WifiData("barn", "password")));

        Assert.Equal(["ok"], Ask(InstallerCommand.BeginCommissioning));
        _bench.EnergyPerSecond = 0;
        _bench.Run(3);
        Assert.Equal("ok", Measured(InstallerCommand.MeasureZero, 0, 5)[0]);
        _bench.EnergyPerSecond = 100_000;
        _bench.Run(3);
        // The chip reads 100,000 steps of 38.147 uA; the installer's clamp one percent more.
        Assert.Equal("ok", Measured(InstallerCommand.MeasureLoad, [0, 5, 1, .. BitConverter.GetBytes(3_852_847u), 20, 0])[0]);
        List<string> fit = Ask(InstallerCommand.Calibrate, 0);
        Assert.InRange(int.Parse(fit[1], null), 9_990, 10_010);
        Assert.Equal(["ok"], Ask(InstallerCommand.SetSite, CommissioningBench.Site((uint)Bench.Midnight, (uint)Bench.Midnight + 86400 * 365)));
        Assert.Equal(["ok"], Ask(InstallerCommand.SetReference, [.. "Fluke 376 FC"u8]));
        Assert.Equal(["ok"], Ask(InstallerCommand.SetCapacity, 0, 0xB8, 1, 0, 0));
        Assert.Equal(["ok", "1", "1"], Ask(InstallerCommand.Finish)[..3]);
        Assert.Equal(["ok", "1"], Ask(InstallerCommand.AddInstallerSignature));
        Ask(InstallerCommand.EndCommissioning);
        Assert.Equal(1, _bench.Power.Reboots);

        _bench.Start().Run(180);
        Assert.Equal(Trouble.None, _bench.Appliance.WorstTrouble);
        Assert.False(_bench.Radio.IsRunning);
        Published record = Assert.Single(_bench.Link.Publishes, p => p.Topic.EndsWith("/record", StringComparison.Ordinal));
        CommissioningFrame frame = new();
        Assert.True(frame.TryRead(record.Payload, 0, record.Payload.Length, out _));
        ReportFrame first = Bench.Read(_bench.Link.Reports[0]);
        Assert.Equal(frame.FromSequence, first.Sequence);
        Assert.Equal(1, first.Channels[0].Calibration);
        Assert.Equal(0, first.Flags & ReportFlags.CalibrationMissing);
        Assert.Equal(frame.Channels[0].UncertaintyHundredths, first.Channels[0].UncertaintyHundredths);
    }

    private void Set(byte field, byte[] value) =>
        Assert.Equal("ok", Ask(InstallerCommand.SetSetting, [field, (byte)value.Length, 0, 0, 0, .. value])[0]);

    private List<string> Measured(byte command, params byte[] data)
    {
        Assert.Empty(Ask(command, data));
        _bench.Run(data[1] + 1);
        return InstallerBench.Texts(_bench.Radio.Results[^1]);
    }

    private List<string> Ask(byte command, params byte[] data)
    {
        _bench.Radio.Results.Clear();
        foreach (byte[] write in InstallerBench.Rpc(command, data).Chunk(20)) _bench.Radio.Write(write);
        _bench.Run(1);
        return _bench.Radio.Results.Count == 0 ? [] : [.. InstallerBench.Strings(_bench.Radio.Results[^1]).Select(Encoding.UTF8.GetString)];
    }
}
