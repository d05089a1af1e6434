using GreenPow.Core;

namespace GreenPow.Core.Tests;

/// <summary>An ATM90E32's transfers on registers turned by hand, with a log: "0033=0287" a write, "8081?0005" a read.</summary>
internal sealed class RegisterSpi : ISpiBus
{
    private ushort _last;

    public Dictionary<int, int> Registers { get; } = [];

    public List<string> Log { get; } = [];

    /// <summary>Register whose next answer arrives with its lowest bit turned, or -1.</summary>
    public int Disturbed { get; set; } = -1;

    public void Transfer(byte[] sent, byte[] received, int count)
    {
        Assert.Equal(4, count);
        int command = (sent[0] << 8) | sent[1];
        int register = command & 0x7FFF;
        if (command == register)
        {
            Registers[register] = _last = (ushort)((sent[2] << 8) | sent[3]);
            Log.Add($"{command:X4}={_last:X4}");
            return;
        }

        int value = register == Atm90E32Register.LastData ? _last : Registers.GetValueOrDefault(register);
        if (register is >= 0x80 and <= 0x8F) Registers[register] = 0;
        if (register != Atm90E32Register.LastData) _last = (ushort)value;
        if (register == Disturbed)
        {
            value ^= 1;
            Disturbed = -1;
        }

        (received[2], received[3]) = ((byte)(value >> 8), (byte)(value & 0xFF));
        Log.Add($"{command:X4}?{value:X4}");
    }
}
