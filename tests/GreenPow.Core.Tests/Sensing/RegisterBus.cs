using GreenPow.Core;

namespace GreenPow.Core.Tests;

/// <summary>An I2C bus with 16-bit registers turned by hand, and a log of every transfer: "40 05=0A00" a write, "40 FE?5449" a read.</summary>
internal sealed class RegisterBus : II2cBus
{
    private readonly Dictionary<(byte Address, byte Register), int> _registers = [];

    public List<string> Log { get; } = [];

    /// <summary>Transfers that are still acknowledged; then the wire is broken.</summary>
    public int Patience { get; set; } = int.MaxValue;

    /// <summary>Called after each read: reading may change a chip.</summary>
    public Action<byte>? WasRead { get; set; }

    public int this[byte address, byte register]
    {
        get => _registers[(address, register)];
        set => _registers[(address, register)] = value & 0xFFFF;
    }

    public bool Read(byte deviceAddress, byte register, byte[] into, int at, int count)
    {
        if (Patience-- <= 0 || !_registers.TryGetValue((deviceAddress, register), out var value)) return false;
        Assert.Equal(2, count);
        into[at] = (byte)(value >> 8);
        into[at + 1] = (byte)(value & 0xFF);
        Log.Add($"{deviceAddress:X2} {register:X2}?{value:X4}");
        WasRead?.Invoke(register);
        return true;
    }

    public bool Write(byte deviceAddress, byte register, byte[] from, int at, int count)
    {
        if (Patience-- <= 0 || !_registers.Keys.Any(key => key.Address == deviceAddress)) return false;
        Assert.Equal(2, count);
        this[deviceAddress, register] = (from[at] << 8) | from[at + 1];
        Log.Add($"{deviceAddress:X2} {register:X2}={this[deviceAddress, register]:X4}");
        return true;
    }
}
