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
        Clock = new RealTimeClock(time);
        Volume = new VirtualVolume(store, volumeBytes);
        Network = new VirtualNetwork(Wifi);
        Log = new BoardLog(time);
    }

    public string Name { get; }

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
