using System.Collections.Concurrent;

namespace GreenPow.VirtualHardware.Buses;

/// <summary>One I2C bus with the chips soldered to it. A transfer holds the bus; two threads never mix their bytes.</summary>
public sealed class I2cBus
{
    private readonly ConcurrentDictionary<int, II2cChip> chips = new();
    private readonly Lock wires = new();

    public void Attach(int address, II2cChip chip) => chips[address] = chip;

    /// <summary>A chip that has died, or was never fitted.</summary>
    public void Detach(int address) => chips.TryRemove(address, out _);

    /// <summary>A write, a read, or a write followed by a read behind a repeated start; false when nobody acknowledges.</summary>
    /// <param name="bitMicroseconds">How long one bit takes: decides what address 0 wakes.</param>
    public bool Transfer(int address, ReadOnlySpan<byte> sent, Span<byte> received, double bitMicroseconds)
    {
        lock (wires)
        {
            // Nobody has address 0, but its eight zeros are a long low on SDA that everybody sees.
            if (address == 0)
            {
                foreach (var each in chips.Values)
                    each.HeldLow((int)(8 * bitMicroseconds));
                return false;
            }
            if (!chips.TryGetValue(address, out var chip))
                return false;
            return (sent.IsEmpty || chip.Write(sent)) && (received.IsEmpty || chip.Read(received));
        }
    }
}
