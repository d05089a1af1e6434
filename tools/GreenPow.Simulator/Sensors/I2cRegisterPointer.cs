using GreenPow.VirtualHardware.Buses;

namespace GreenPow.Simulator.Sensors;

/// <summary>
/// How Texas Instruments' monitors speak: the first byte of a write points at a register, two more go into it, most significant
/// first; a read sends the register that was last pointed at.
/// </summary>
public abstract class I2cRegisterPointer : II2cChip
{
    private byte pointer;

    /// <summary>A chip without supply, or with a broken wire: it acknowledges nothing.</summary>
    public bool IsSilent { get; set; }

    public bool Write(ReadOnlySpan<byte> bytes)
    {
        if (IsSilent)
            return false;
        if (bytes.IsEmpty)
            return true;
        pointer = bytes[0];
        if (bytes.Length == 3)
            Store(pointer, unchecked((ushort)(bytes[1] << 8 | bytes[2])));
        return true;
    }

    public bool Read(Span<byte> into)
    {
        if (IsSilent)
            return false;
        var (value, width) = Load(pointer);
        for (var index = 0; index < into.Length; index++)
            into[index] = index < width ? unchecked((byte)(value >> (8 * (width - 1 - index)))) : (byte)0xFF;
        return true;
    }

    protected void ResetPointer() => pointer = 0;

    /// <summary>A register and its size in bytes, with whatever reading it does to the chip.</summary>
    protected abstract (ulong Value, int Width) Load(byte register);

    protected abstract void Store(byte register, ushort value);
}
