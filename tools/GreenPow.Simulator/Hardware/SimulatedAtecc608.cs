using GreenPow.Core;

namespace GreenPow.Simulator.Hardware;

/// <summary>
/// An ATECC608B on a 100 kHz bus, byte for byte and in simulated time, written from its data sheets (DS20005927A for the zones and commands,
/// DS40002112B "I2C Interface" for wake, word addresses and the output buffer). It does not acknowledge while asleep, waking or busy.
/// </summary>
public sealed partial class SimulatedAtecc608(AteccMemory memory, AteccBusFaults faults) : II2cPort
{
    private const int WakeLowMicroseconds = 60;
    private const int WakeHighMicroseconds = 1500;

    /// <summary>Nine clocks a byte at 100 kHz.</summary>
    private const int MicrosecondsPerByte = 90;

    private static readonly byte[] AfterWake = [0x04, 0x11, 0x33, 0x43];

    private readonly List<byte> input = [];
    private byte[] output = AfterWake;
    private int outputAt;
    private bool isAwake;
    private long awakeFrom;
    private long busyUntil;
    private long watchdogAt;

    /// <summary>1.3 s typically, 0.7 to 1.7 over all chips.</summary>
    public int WatchdogMilliseconds { get; set; } = 1300;

    /// <summary>How long commands take beside an ATECC608A: nobody publishes the times of a 608B.</summary>
    public int PercentOfTimes { get; set; } = 100;

    public AteccMemory Memory => memory;

    public AteccBusFaults Faults => faults;

    /// <summary>Simulated time since power came, in microseconds.</summary>
    public long Microseconds { get; private set; }

    /// <summary>Commands that were carried out, by opcode.</summary>
    public Dictionary<byte, int> Executed { get; } = [];

    /// <summary>Power comes back: asleep, volatile memory empty, the rest as it was.</summary>
    public void PowerUp()
    {
        FallAsleep();
        busyUntil = 0;
        Microseconds = 0;
    }

    public void Wake(int microseconds)
    {
        Pass(microseconds);
        if (isAwake || microseconds < WakeLowMicroseconds) return;
        isAwake = true;
        awakeFrom = Microseconds + WakeHighMicroseconds;
        watchdogAt = Microseconds + WatchdogMilliseconds * 1000L;
        (output, outputAt) = (AfterWake, 0);
        input.Clear();
    }

    public void Delay(int milliseconds) => Pass(milliseconds * 1000L);

    public bool Send(byte[] from, int at, int count)
    {
        Pass(MicrosecondsPerByte);
        if (!Acknowledges()) return false;
        var bytes = faults.Carry(from.AsSpan(at, count));
        Pass((long)MicrosecondsPerByte * count);
        switch (bytes[0])
        {
            case 0x00:
                outputAt = 0;
                break;
            case 0x01:
                FallAsleep();
                break;
            case 0x02:
                isAwake = false; // idle: TempKey stays
                break;
            case 0x03:
                Take(bytes.AsSpan(1));
                break;
        }
        return true;
    }

    public bool Receive(byte[] into, int at, int count)
    {
        Pass(MicrosecondsPerByte);
        // A part of a command group is no answer.
        if (!Acknowledges() || input.Count > 0) return false;
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) bytes[i] = outputAt < output.Length ? output[outputAt++] : (byte)0xff;
        Pass((long)MicrosecondsPerByte * count);
        faults.Carry(bytes).CopyTo(into, at);
        return true;
    }

    private bool Acknowledges() => isAwake && Microseconds >= awakeFrom && Microseconds >= busyUntil && !faults.Nacks();

    // The input is a FIFO: the group is whole when its count says so, whatever the transfers were.
    private void Take(ReadOnlySpan<byte> bytes)
    {
        input.AddRange(bytes);
        if (input.Count == 0 || input.Count < input[0]) return;
        byte[] group = [.. input.Take(input[0])];
        input.Clear();
        if (group.Length < 7 || !HasCrc(group))
        {
            Answer([0xff]);
            return;
        }
        Execute(group[1], group[2], group[3] | group[4] << 8, group[5..^2]);
    }

    private void Answer(byte[] data)
    {
        byte[] group = [(byte)(data.Length + 3), .. data];
        var crc = Crc(group);
        if (faults.WrongCrcs > 0)
        {
            faults.WrongCrcs--;
            crc ^= 0x0100;
        }
        (output, outputAt) = ([.. group, (byte)(crc & 0xff), (byte)(crc >> 8)], 0);
    }

    private void Pass(long microseconds)
    {
        Microseconds += microseconds;
        if (isAwake && Microseconds >= watchdogAt) FallAsleep();
    }

    private void FallAsleep()
    {
        isAwake = false;
        tempKey = null;
        input.Clear();
    }

    private static bool HasCrc(byte[] group)
    {
        var crc = Crc(group.AsSpan(0, group.Length - 2));
        return group[^2] == (crc & 0xff) && group[^1] == crc >> 8;
    }

    /// <summary>CRC-16 of the data sheet, here with the polynomial and the register mirrored, and mirrored back at the end.</summary>
    private static ushort Crc(ReadOnlySpan<byte> bytes)
    {
        uint register = 0;
        foreach (var value in bytes)
        {
            register ^= value;
            for (var bit = 0; bit < 8; bit++) register = (register & 1) != 0 ? register >> 1 ^ 0xA001 : register >> 1;
        }
        uint mirrored = 0;
        for (var bit = 0; bit < 16; bit++) mirrored |= (register >> bit & 1) << (15 - bit);
        return (ushort)mirrored;
    }
}
