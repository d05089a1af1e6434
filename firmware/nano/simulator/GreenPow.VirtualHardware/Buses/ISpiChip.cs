namespace GreenPow.VirtualHardware.Buses;

/// <summary>A chip on an SPI bus; its select line is low for exactly one transfer.</summary>
public interface ISpiChip
{
    /// <summary>Both spans are equally long: each bit goes out while one comes in.</summary>
    void Transfer(ReadOnlySpan<byte> sent, Span<byte> received);
}
