using GreenPow.Core;
using GreenPow.VirtualHardware.Buses;

namespace GreenPow.Simulator.Sensors;

/// <summary>The core's register access on chips by address: each transfer is the bytes that the wires would carry.</summary>
public sealed class SimulatedI2cBus : II2cBus
{
    public const byte FirstAddress = 0x40;

    private readonly Dictionary<byte, II2cChip> chips = [];

    /// <summary>Chips at 40h, 41h, 42h ... in the order of the site's channels.</summary>
    public SimulatedI2cBus(params II2cChip[] chips)
    {
        for (var index = 0; index < chips.Length; index++)
            Attach((byte)(FirstAddress + index), chips[index]);
    }

    /// <summary>Called with address, what was written and what was read of every transfer, acknowledged or not.</summary>
    public Action<byte, byte[], byte[]>? Watch { get; set; }

    public void Attach(byte address, II2cChip chip) => chips[address] = chip;

    /// <summary>A register pointer, a repeated start, and the bytes that the chip sends.</summary>
    public bool Read(byte deviceAddress, byte register, byte[] into, int at, int count)
    {
        var isThere = chips.TryGetValue(deviceAddress, out var chip) && chip.Write([register]) && chip.Read(into.AsSpan(at, count));
        Watch?.Invoke(deviceAddress, [register], isThere ? into[at..(at + count)] : []);
        return isThere;
    }

    public bool Write(byte deviceAddress, byte register, byte[] from, int at, int count)
    {
        byte[] sent = [register, .. from.AsSpan(at, count)];
        Watch?.Invoke(deviceAddress, sent, []);
        return chips.TryGetValue(deviceAddress, out var chip) && chip.Write(sent);
    }
}
