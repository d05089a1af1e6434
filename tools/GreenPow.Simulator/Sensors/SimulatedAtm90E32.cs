using GreenPow.VirtualHardware.Buses;

namespace GreenPow.Simulator.Sensors;

/// <summary>A register-accurate ATM90E32AS as far as energy goes, with three clamps and dividers (Microchip, Atmel-46003 chapters 4 to 6).</summary>
/// <remarks>
/// One transfer, select low: | read 1 bit | address 15 bits | data 16 bits |, most significant first, data comes back in the same transfer.
/// Settings 00..6E are written only while 7F holds 55AAh. 78 LastSPIData is what the transfer before carried, and is not moved by itself.
/// 80..8F energy, cleared by reading, 0.1 pulse a step or 0.01 with bit 9 of MMode0. A pulse is 1 kWh x PL_Constant / 450e9.
/// </remarks>
/// <param name="voltageGain">UgainX that makes this board's dividers read true.</param>
/// <param name="currentGain">IgainX that makes its clamps read true.</param>
public sealed class SimulatedAtm90E32(Atm90E32Errors errors, int voltageGain = 0x8000, int currentGain = 0x8000) : ISpiChip
{
    private const int Mode0 = 0x33, PhaseThreshold = 0x38, LastData = 0x78, Digest = 0x7A, Access = 0x7F;
    private const int LastSetting = 0x6E;
    private const double ThresholdWatts = 0.00032;

    private readonly ushort[] registers = new ushort[0x400];
    private readonly double[] forward = new double[3], reverse = new double[3];

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
    }

    /// <summary>Lets the chip meter for a while at steady phases; what is missing carries nothing.</summary>
    public void Advance(double seconds, params ReadOnlySpan<MainsPhase> phases)
    {
        if (registers[0] == 0)
            return;
        // Joules of one step: 1/MC kWh a pulse, and a tenth or a hundredth of it.
        var pulseConstant = (registers[0x31] << 16) | registers[0x32];
        var stepJoules = 3.6e6 * pulseConstant / 450e9 * ((registers[Mode0] & 0x0200) != 0 ? 0.01 : 0.1);
        for (var phase = 0; phase < 3; phase++)
        {
            var mains = phase < phases.Length ? phases[phase] : default;
            var voltsBy = registers[0x61 + 4 * phase] / (double)voltageGain * (1 + errors.VoltageGain);
            var amperesBy = registers[0x62 + 4 * phase] / (double)currentGain * (1 + errors.CurrentGain);
            registers[0xD9 + phase] = Unsigned(mains.Volts * voltsBy * 100);
            registers[0xDD + phase] = Unsigned(mains.Amperes * amperesBy * 1000);
            var watts = mains.Watts * voltsBy * amperesBy + errors.OffsetWatts;
            if (Math.Abs(watts) <= registers[PhaseThreshold] * ThresholdWatts)
                continue;
            var steps = Math.Abs(watts) * seconds * (1 + errors.TimeBase) / stepJoules;
            (watts > 0 ? forward : reverse)[phase] += steps;
        }
        Carry(forward, 0x81);
        Carry(reverse, 0x85);
    }

    public void Transfer(ReadOnlySpan<byte> sent, Span<byte> received)
    {
        received.Fill(IsSilent ? (byte)0xFF : (byte)0);
        if (IsSilent || sent.Length != 4)
            return;
        // Ten bits of the address are wired.
        var address = ((sent[0] & 0x03) << 8) | sent[1];
        ushort data;
        if ((sent[0] & 0x80) != 0)
        {
            data = address == Digest ? DigestOfSettings() : registers[address];
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
            PowerUp();
        else if (address == Access || (address <= LastSetting && registers[Access] == 0x55AA))
            registers[address] = value;
    }

    private void Carry(double[] steps, int register)
    {
        for (var phase = 0; phase < 3; phase++)
        {
            var whole = Math.Floor(steps[phase]);
            steps[phase] -= whole;
            registers[register + phase] = unchecked((ushort)(registers[register + phase] + (long)whole));
        }
    }

    /// <summary>CRC-16-CCITT over the settings; the data sheet names no polynomial, and nobody computes it outside.</summary>
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

    private static ushort Unsigned(double value) => (ushort)Math.Clamp(Math.Round(value), 0, ushort.MaxValue);
}
