using GreenPow.VirtualHardware;
using GreenPow.VirtualHardware.Network;
using GreenPow.VirtualHardware.Storage;

namespace GreenPow.Simulator.Boards;

/// <summary>The reference board as hardware/README.md wires it: box closed, 5 V supply, nobody at the button, one Wi-Fi in reach.</summary>
public static class ReferenceBoard
{
    public const int ButtonPin = 0, LightPin = 4, RelayPin = 5, PwmPin = 6, TamperPin = 7;
    public const int ClampChannel = 0, SupplyChannel = 1;

    private const double SupplyVolts = 5;
    private const double SupplyDivider = 10;

    public static AccessPoint Wifi { get; } = new("greenpow", "watts-and-words");

    public static VirtualBoard Make(string name, TimeProvider time, IVolumeStore store)
    {
        var board = new VirtualBoard(name, time, store);
        board.Pins.Drive(TamperPin, false);
        board.Analog.Connect(SupplyChannel, () => SupplyVolts / SupplyDivider);
        board.Wifi.SwitchOn(Wifi);
        return board;
    }
}
