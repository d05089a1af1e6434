namespace GreenPow.Simulator.Sensors;

/// <summary>A register-accurate INA226 with its shunt: 16-bit results, averages posted at the end of each conversion (TI SBOS547B).</summary>
/// <remarks>
/// Register ruler, all 16 bits:
/// 00 CONFIG 4127h | 01 SHUNT signed 2.5 uV | 02 BUS 1.25 mV | 03 POWER 25 x CURRENT_LSB, current x bus / 20000 |
/// 04 CURRENT signed, shunt x CALIBRATION / 2048 | 05 CALIBRATION, bit 15 empty | 06 MASK/ENABLE | 07 ALERT LIMIT | FE 5449h | FF 2260h.
/// </remarks>
public sealed class SimulatedIna226(double shuntOhms, Ina226Errors errors, int seed) : I2cRegisterPointer, ISenseDirectCurrent
{
    private const double ShuntLsbVolts = 2.5e-6, BusLsbVolts = 1.25e-3;
    private const ushort ConversionReady = 1 << 3, Overflow = 1 << 2, MaskBits = 0xFC03;

    // Table 7-3 and 7-4 of the data sheet.
    private static readonly int[] Averages = [1, 4, 16, 64, 128, 256, 512, 1024];
    private static readonly double[] ConversionSeconds = [140e-6, 204e-6, 332e-6, 588e-6, 1.1e-3, 2.116e-3, 4.156e-3, 8.244e-3];

    private readonly ChipNoise noise = new(seed);
    private ushort config, calibration, mask, alertLimit, flags;
    private ushort shunt, bus, power, current;
    private double left, spent, shuntSum, busSum, powerSum;

    /// <summary>Conversions that were finished since power came.</summary>
    public int Conversions { get; private set; }

    public void PowerUp()
    {
        ResetPointer();
        config = 0x4127;
        (calibration, mask, alertLimit, flags) = (0, 0, 0, 0);
        (shunt, bus, power, current) = (0, 0, 0, 0);
        Conversions = 0;
        Begin();
    }

    public void Advance(double seconds, double busVolts, double amperes, double ambientCelsius)
    {
        var shuntVolts = amperes * shuntOhms * (1 + errors.ShuntGain + errors.ShuntPerKelvin * (ambientCelsius - 25)) + errors.ShuntOffsetVolts;
        var inputVolts = busVolts * (1 + errors.BusGain) + errors.BusOffsetVolts;
        while (seconds > 0 && left > 0)
        {
            var step = Math.Min(seconds, left);
            // Each of the 1024 pairs is clipped and rounded by itself; over many the rounding is as good as none.
            var shuntCode = Math.Clamp(shuntVolts / ShuntLsbVolts, -32768, 32767);
            var busCode = Math.Clamp(inputVolts / BusLsbVolts, 0, 32767);
            shuntSum += shuntCode * step;
            busSum += busCode * step;
            powerSum += Math.Abs(shuntCode) * calibration / 2048 * busCode / 20000 * step;
            spent += step;
            left -= step;
            seconds -= step;
            if (left > 1e-9)
                continue;
            Post();
            // MODE 5 to 7 go on; 1 to 3 were one shot.
            if ((config & 7) >= 5)
                Begin();
            else
                left = 0;
        }
    }

    protected override (ulong Value, int Width) Load(byte register) => register switch
    {
        0x00 => (config, 2),
        0x01 => (shunt, 2),
        0x02 => (bus, 2),
        0x03 => (power, 2),
        0x04 => (current, 2),
        0x05 => (calibration, 2),
        0x06 => (TakeFlags(), 2),
        0x07 => (alertLimit, 2),
        0xFE => (0x5449, 2),
        0xFF => (0x2260, 2),
        _ => (0, 2),
    };

    protected override void Store(byte register, ushort value)
    {
        switch (register)
        {
            case 0x00 when (value & 0x8000) != 0:
                PowerUp();
                break;
            case 0x00:
                // Bits 14 to 12 read 100 whatever is written. A new setting ends the running conversion and clears CVRF.
                config = unchecked((ushort)(value & 0x0FFF | 0x4000));
                if ((config & 3) != 0)
                    flags = unchecked((ushort)(flags & ~ConversionReady));
                Begin();
                break;
            case 0x05:
                calibration = unchecked((ushort)(value & 0x7FFF));
                break;
            case 0x06:
                mask = unchecked((ushort)(value & MaskBits));
                break;
            case 0x07:
                alertLimit = value;
                break;
        }
    }

    private ushort TakeFlags()
    {
        var answer = unchecked((ushort)(mask | flags));
        flags = unchecked((ushort)(flags & ~ConversionReady));
        return answer;
    }

    private void Begin()
    {
        var shuntSeconds = (config & 1) != 0 ? ConversionSeconds[config >> 3 & 7] : 0;
        var busSeconds = (config & 2) != 0 ? ConversionSeconds[config >> 6 & 7] : 0;
        left = Averages[config >> 9 & 7] * (shuntSeconds + busSeconds) * (1 + errors.TimeBase);
        (spent, shuntSum, busSum, powerSum) = (0, 0, 0, 0);
    }

    private void Post()
    {
        // What is left of 10 uV of noise (section 6.6, typical) after averaging, at the end of one step.
        var hum = errors == Ina226Errors.None ? 0 : noise.Bell();
        shunt = Signed(shuntSum / spent + hum, 32767);
        bus = Signed(busSum / spent + hum, 32767);
        var currentCode = unchecked((short)shunt) * (double)calibration / 2048;
        current = Signed(currentCode, 32767);
        // The chip cuts off what is below a step; a millionth of one is this sum's own rounding.
        power = unchecked((ushort)Math.Min(65535, powerSum / spent + 1e-6));
        flags = unchecked((ushort)(ConversionReady | (Math.Abs(currentCode) > 32767 || powerSum / spent > 65535 ? Overflow : 0)));
        Conversions++;
    }

    private static ushort Signed(double code, int most) => unchecked((ushort)(short)Math.Round(Math.Clamp(code, -most - 1, most)));
}
