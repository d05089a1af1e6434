using System.Collections.Concurrent;

namespace GreenPow.VirtualHardware.Buses;

/// <summary>One SPI bus; a chip is found by the pin that selects it.</summary>
public sealed class SpiBus
{
    private readonly ConcurrentDictionary<int, ISpiChip> chips = new();
    private readonly Lock wires = new();

    public void Attach(int selectPin, ISpiChip chip) => chips[selectPin] = chip;

    public void Detach(int selectPin) => chips.TryRemove(selectPin, out _);

    public void Transfer(int selectPin, ReadOnlySpan<byte> sent, Span<byte> received)
    {
        lock (wires)
        {
            // An open input reads as ones.
            if (chips.TryGetValue(selectPin, out var chip))
                chip.Transfer(sent, received);
            else
                received.Fill(0xFF);
        }
    }
}
