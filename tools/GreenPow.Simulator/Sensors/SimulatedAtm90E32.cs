using GreenPow.VirtualHardware.Buses;

namespace GreenPow.Simulator.Sensors;

/// <summary>A register-accurate ATM90E32AS as far as energy goes, with three clamps and dividers (Microchip, Atmel-46003 chapters 3 to 6).</summary>
/// <remarks>
/// One transfer, select low: | read 1 bit | address 15 bits | data 16 bits |, most significant first, data comes back in the same transfer.
/// Settings 00..6F are written only while 7F holds 55AAh. 70 with 789Ah resets. 78 LastSPIData is what the transfer before carried, and is
/// not moved by itself. 7A is the checksum over 00..6F, 14 ms behind them. 80..8F energy, cleared by reading, always 0.01 pulse a step.
/// A pulse is 1 kWh x PL_Constant / 450e9.
/// </remarks>
/// <param name="voltageGain">UgainX that makes this board's dividers read true.</param>
/// <param name="currentGain">IgainX that makes its clamps read true.</param>
public sealed partial class SimulatedAtm90E32(Atm90E32Errors errors, int voltageGain = 0x8000, int currentGain = 0x8000) : ISpiChip
{
    private const int Mode0 = 0x33, LastData = 0x78, Digest = 0x7A, Access = 0x7F;
    private const int LastSetting = 0x6F;

    /// <summary>Bits 15 to 13, 9, 6 and 5 of MMode0 are reserved: what is written there reads 0.</summary>
    private const ushort Mode0Mask = 0x1D9F;

    private const double ResetSeconds = 0.005, DigestSeconds = 0.014;

    private readonly ushort[] registers = new ushort[0x400];

    // Of the chip's own clock: when it answers again, and when its checksum has caught up.
    private double now, awakeAt, digestAt;
    private bool isDigestDue;

    /// <summary>Without supply it drives nothing: the line reads ones.</summary>
    public bool IsSilent { get; set; }

    public void PowerUp()
    {
        Array.Clear(registers);
        Array.Clear(forward);
        Array.Clear(reverse);
        (registers[0x31], registers[0x32], registers[Mode0]) = (0x0861, 0xC468, 0x0087);
        for (var gain = 0x61; gain <= 0x6A; gain += 4)
            (registers[gain], registers[gain + 1]) = (0x8000, 0x8000);
        SettingsMoved();
    }

    /// <summary>Time passes in which nobody asks what flows: a driver that waits.</summary>
    public void Wait(double seconds)
    {
        now += seconds;
        if (!isDigestDue || now < digestAt)
            return;
        registers[Digest] = DigestOfSettings();
        isDigestDue = false;
    }

    public void Transfer(ReadOnlySpan<byte> sent, Span<byte> received)
    {
        received.Fill(IsSilent ? (byte)0xFF : (byte)0);
        if (IsSilent || sent.Length != 4 || now < awakeAt)
            return;
        // Ten bits of the address are wired.
        var address = ((sent[0] & 0x03) << 8) | sent[1];
        ushort data;
        if ((sent[0] & 0x80) != 0)
        {
            data = registers[address];
            received[2] = (byte)(data >> 8);
            received[3] = unchecked((byte)data);
            if (address is >= 0x80 and <= 0x8F)
                registers[address] = 0;
        }
        else
        {
            data = unchecked((ushort)(sent[2] << 8 | sent[3]));
            Store(address, data);
        }
        if (address != LastData)
            registers[LastData] = data;
    }

    private void Store(int address, ushort value)
    {
        if (address == 0x70 && value == 0x789A)
        {
            PowerUp();
            awakeAt = now + ResetSeconds;
        }
        else if (address == Access)
            registers[address] = value;
        else if (address <= LastSetting && registers[Access] == 0x55AA)
        {
            registers[address] = address == Mode0 ? (ushort)(value & Mode0Mask) : value;
            SettingsMoved();
        }
    }

    private void SettingsMoved() => (isDigestDue, digestAt) = (true, now + DigestSeconds);

    /// <summary>CRC of x16 + x12 + x5 + 1 over the settings; its start value is nowhere told, and nobody computes it outside.</summary>
    private ushort DigestOfSettings()
    {
        var crc = 0xFFFF;
        for (var address = 0; address <= LastSetting; address++)
        {
            crc ^= registers[address];
            for (var bit = 0; bit < 16; bit++)
                crc = (crc & 0x8000) != 0 ? (crc << 1 ^ 0x1021) & 0xFFFF : crc << 1 & 0xFFFF;
        }
        return unchecked((ushort)crc);
    }
}
