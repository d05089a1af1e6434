using System.Globalization;
using System.Text;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

/// <summary>An instrument that is off by a known gain and offset: reading = (truth - offset) / (1 + gain).</summary>
internal sealed class TruthMeter : IPowerMeter
{
    private double _microjoules;
    private double _microampMilliseconds;

    public byte Instrument { get; init; } = Wire.Instrument.Ina228;
    public double TrueMicroamps { get; set; }
    public int Millivolts { get; set; } = 40_000;
    public int GainPpm { get; init; }
    public int OffsetMicroamps { get; init; }
    public bool IsClampTurned { get; set; }
    public bool IsSilent { get; set; }
    public bool IsClipped { get; set; }

    public void Pass(long milliseconds)
    {
        double flowing = IsClampTurned ? -TrueMicroamps : TrueMicroamps;
        double read = (flowing - OffsetMicroamps) / (1 + GainPpm / 1e6);
        _microampMilliseconds += read * milliseconds;
        _microjoules += Math.Abs(read) * Millivolts / 1e6 * milliseconds;
    }

    public bool Start()
    {
        _microjoules = _microampMilliseconds = 0;
        return !IsSilent;
    }

    public bool Read(PowerReading into, int elapsedMilliseconds)
    {
        if (IsSilent) return false;
        into.EnergyMicrojoules = (long)Math.Round(_microjoules);
        into.MeanMicroamps = (long)Math.Round(_microampMilliseconds / elapsedMilliseconds);
        into.Millivolts = Millivolts;
        into.Clipped = IsClipped;
        Start();
        return true;
    }
}

/// <summary>A provisioned device without a gateway, its clamps, and an installer who speaks over Bluetooth.</summary>
internal sealed class CommissioningBench
{
    public const uint Now2026 = 1782000000;

    public CommissioningBench(TruthMeter[] meters, byte[] channels, MemoryFlash? flash = null)
    {
        if (flash == null || !flash.Names.Any()) Assert.True(DeviceState.WriteForNewKey(flash ??= new MemoryFlash()));
        Settings settings = SettingsTests.Complete(flash);
        Assert.Null(settings.Set(SettingField.Channels, channels));
        Assert.True(settings.Save());
        Meters = meters;
        Installer = new InstallerBench(flash);
        Installer.Clock.IsSynchronised = false;
        Installer.View.Meters = ClampMeter.Wrap(meters, Installer.View.Settings.InvertedMeters);
        Installer.Passes = ms => Array.ForEach(meters, m => m.Pass(ms));
        Installer.Press();
    }

    public CommissioningBench(TruthMeter meter)
        : this([meter], [ChannelRole.Generation, 0, 0])
    {
    }

    public InstallerBench Installer { get; }

    public TruthMeter[] Meters { get; }

    public CommissioningMode Mode => Installer.Provisioner.Commissioning;

    public List<string> Ask(byte command, params byte[] data) => InstallerBench.Texts(AskRaw(command, data));

    public byte[] AskRaw(byte command, params byte[] data) => Installer.Ask(command, data);

    public CommissioningBench Begin()
    {
        Assert.Equal(["ok"], Ask(InstallerCommand.BeginCommissioning));
        Installer.Run(1100);
        return this;
    }

    /// <summary>The answer behind the seconds of a measurement.</summary>
    public List<string> Measure(byte command, byte channel, byte seconds, params byte[] rest)
    {
        byte[] early = AskRaw(command, [channel, seconds, .. rest]);
        if (early.Length > 0) return InstallerBench.Texts(early);
        Installer.Run(1000 * (seconds + 1));
        return InstallerBench.Texts(Installer.Radio.Results.Last(r => r[0] == command));
    }

    public List<string> Zero(byte channel = 0) => Measure(InstallerCommand.MeasureZero, channel, 5);

    public List<string> Load(byte channel, byte kind, uint reference, ushort uncertainty = 20) =>
        Measure(InstallerCommand.MeasureLoad, channel, 5, [kind, .. BitConverter.GetBytes(reference), .. BitConverter.GetBytes(uncertainty)]);

    /// <summary>Zero, a load, and gain and offset out of them.</summary>
    public List<string> Calibrate(byte channel, double microamps)
    {
        TruthMeter meter = Meters[Mode.Channels[channel].Meter];
        meter.TrueMicroamps = 0;
        Installer.Run(1100);
        Assert.Equal("ok", Zero(channel)[0]);
        meter.TrueMicroamps = microamps;
        Installer.Run(1100);
        Assert.Equal("ok", Load(channel, CalibrationPoint.ByCurrent, (uint)Math.Abs(microamps))[0]);
        return Ask(InstallerCommand.Calibrate, channel);
    }

    public static byte[] Site(uint time = Now2026, uint expires = Now2026 + 86400 * 730) =>
    [
        .. BitConverter.GetBytes(time), .. BitConverter.GetBytes(expires), .. BitConverter.GetBytes(48137), .. BitConverter.GetBytes(11575),
        .. BitConverter.GetBytes(440u), .. BitConverter.GetBytes((ushort)350), .. BitConverter.GetBytes((ushort)1800), .. Enumerable.Repeat((byte)0xAA, 20),
    ];

    public void Describe(int channels = 1)
    {
        Assert.Equal(["ok"], Ask(InstallerCommand.SetSite, Site()));
        Assert.Equal(["ok"], Ask(InstallerCommand.SetReference, Encoding.UTF8.GetBytes("Fluke 376 FC, 12345, calibrated 2026-01")));
        for (byte i = 0; i < channels; i++) Assert.Equal(["ok"], Ask(InstallerCommand.SetCapacity, [i, .. BitConverter.GetBytes(440u)]));
    }

    public byte[] ReadAll(byte command)
    {
        byte[] all = [];
        for (int total = int.MaxValue; all.Length < total;)
        {
            List<byte[]> strings = InstallerBench.Strings(AskRaw(command, (byte)(all.Length & 0xFF), (byte)(all.Length >> 8)));
            Assert.Equal("ok", Encoding.ASCII.GetString(strings[0]));
            total = int.Parse(Encoding.ASCII.GetString(strings[1]), CultureInfo.InvariantCulture);
            all = [.. all, .. strings[2]];
        }

        return all;
    }
}
