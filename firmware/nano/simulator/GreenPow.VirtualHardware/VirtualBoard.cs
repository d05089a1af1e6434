using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using GreenPow.VirtualHardware.Bluetooth;
using GreenPow.VirtualHardware.Buses;
using GreenPow.VirtualHardware.Network;
using GreenPow.VirtualHardware.Power;
using GreenPow.VirtualHardware.Storage;

namespace GreenPow.VirtualHardware;

/// <summary>A board on the bench: everything that outlives a run of the firmware, and every wire that leads to it.</summary>
public sealed class VirtualBoard : IDisposable
{
    private BoardRun? run;

    public VirtualBoard(string name, TimeProvider time, IVolumeStore store, long volumeBytes = VirtualVolume.ReferenceBytes)
    {
        (Name, Time) = (name, time);
        MacAddress = [0x24, 0x0A, 0xC4, .. SHA256.HashData(Encoding.UTF8.GetBytes(name))[..3]];
        Clock = new RealTimeClock(time);
        Volume = new VirtualVolume(store, volumeBytes);
        Network = new VirtualNetwork(Wifi);
        Log = new BoardLog(time);
    }

    public string Name { get; }

    /// <summary>The platform image that was flashed; the firmware knows its board by it.</summary>
    public string TargetName
    {
        get;
        init
        {
            field = value;
            Analog.FullScaleVolts = value.Contains("S3", StringComparison.Ordinal) ? 3.1 : 3.3;
        }
    } = "ESP32_S3_ALL";

    /// <summary>Of the radio; Espressif's prefix, then whatever the name gives.</summary>
    public byte[] MacAddress { get; }

    /// <summary>Time of the world around it; the board's own idea of the date is in <see cref="Clock"/>.</summary>
    public TimeProvider Time { get; }

    public RealTimeClock Clock { get; }

    public VirtualVolume Volume { get; }

    public I2cBus I2c { get; } = new();

    public SpiBus Spi { get; } = new();

    public Pins Pins { get; } = new();

    public AnalogInputs Analog { get; } = new();

    public SerialCable Serial { get; } = new();

    public WifiStation Wifi { get; } = new();

    public VirtualNetwork Network { get; }

    public GattRadio Bluetooth { get; } = new();

    /// <summary>Pin of each function of the chip's matrix (nanoFramework's DeviceFunction as a number).</summary>
    public ConcurrentDictionary<int, int> Functions { get; } = new();

    /// <summary>How wrong the time servers of the world are; null = none answers.</summary>
    public TimeSpan? TimeServerError { get; set; } = TimeSpan.Zero;

    /// <summary>What the firmware prints, line by line.</summary>
    public BoardLog Log { get; }

    /// <summary>The run that is on, or null.</summary>
    public BoardRun? Run => run is { Ended.IsCompleted: false } on ? on : null;

    /// <summary>Out of reset: a new run, for which somebody now loads and starts the firmware.</summary>
    public BoardRun Start(StartCause cause)
    {
        if (Run is not null)
            throw new InvalidOperationException($"Board {Name} is already on.");
        Volume.Mount(CutPower);
        Clock.PowerUp(cause);
        return run = new BoardRun(this, cause);
    }

    /// <summary>Pulls the plug.</summary>
    public void CutPower() => Run?.End(OffCause.PowerCut);

    /// <summary>For the device library: asks a time server, if the network leads to one.</summary>
    public void SynchroniseClock()
    {
        if (Wifi.Joined is { HasInternet: true } && TimeServerError is { } error)
            Clock.Set((Time.GetUtcNow() + error).UtcDateTime);
    }

    public void Dispose() => run?.Dispose();

    internal void RunEnded(OffCause cause)
    {
        Pins.Reset();
        Serial.Reset();
        Bluetooth.Reset();
        Wifi.Reset();
        Network.Reset();
        if (cause == OffCause.PowerCut)
            Clock.PowerDown();
    }
}
