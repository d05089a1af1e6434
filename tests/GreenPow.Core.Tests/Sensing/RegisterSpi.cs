using GreenPow.Core;

namespace GreenPow.Core.Tests;

/// <summary>An ATM90E32's transfers on registers turned by hand, with a log: "0033=008F" a write, "8081?0005" a read, "6 ms" a wait.</summary>
internal sealed class RegisterSpi : ISpiBus
{
    private ushort _last;
    private int _untilReset;

    public Dictionary<int, int> Registers { get; } = [];

    public List<string> Log { get; } = [];

    /// <summary>Register whose next answer arrives with its lowest bit turned, or -1.</summary>
    public int Disturbed { get; set; } = -1;

    /// <summary>How long a soft reset takes; until then the chip answers as before.</summary>
    public int ResetMilliseconds { get; set; } = 6;

    /// <summary>The chip takes no reset.</summary>
    public bool IgnoresReset { get; set; }

    public void Delay(int milliseconds)
    {
        Log.Add($"{milliseconds} ms");
        if (_untilReset <= 0) return;
        _untilReset -= milliseconds;
        if (_untilReset > 0 || IgnoresReset) return;
        Registers.Clear();
        Registers[Atm90E32Register.Mode0] = 0x0087;
    }

    public void Transfer(byte[] sent, byte[] received, int count)
    {
        Assert.Equal(4, count);
        int command = (sent[0] << 8) | sent[1];
        int register = command & 0x7FFF;
        if (command == register)
        {
            Registers[register] = _last = (ushort)((sent[2] << 8) | sent[3]);
            Log.Add($"{command:X4}={_last:X4}");
            if (register == 0x70 && _last == 0x789A) _untilReset = ResetMilliseconds;
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
