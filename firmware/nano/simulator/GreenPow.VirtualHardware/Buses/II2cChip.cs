namespace GreenPow.VirtualHardware.Buses;

/// <summary>A chip on an I2C bus, as the wires see it.</summary>
public interface II2cChip
{
    /// <summary>The bytes behind the address of one write; false when the chip does not acknowledge.</summary>
    bool Write(ReadOnlySpan<byte> bytes);

    /// <summary>The bytes of one read; false when the chip does not acknowledge its address.</summary>
    bool Read(Span<byte> into);

    /// <summary>SDA was held low for so long by somebody else's transfer: how a sleeping secure element is woken.</summary>
    void HeldLow(int microseconds)
    {
    }
}
