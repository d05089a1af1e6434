namespace GreenPow.Simulator.Sensors;

/// <summary>A register-accurate ADS1115 (TI SBAS444) that converts a wave in time: a transfer takes its bits at 400 kHz.</summary>
/// <remarks>
/// 00 CONVERSION signed | 01 CONFIG 8583h: OS 15, MUX 14..12, PGA 11..9, MODE 8, DR 7..5, comparator 4..0 | 02 LO 8000h | 03 HI 7FFFh.
/// The pointer has two bits.
/// </remarks>
public sealed class SimulatedAds1115(Ads1115Errors errors, int seed) : I2cRegisterPointer
{
    private const double SecondsPerTransfer = 4 * 9 / 400e3, WakeSeconds = 25e-6;

    // Table 8-3: PGA full scale in volts, and samples a second.
    private static readonly double[] FullScales = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256];
    private static readonly int[] Rates = [8, 16, 32, 64, 128, 250, 475, 860];

    private readonly ChipNoise noise = new(seed);
    private ushort conversion, config, low, high;
    private double now, readyAt;
    private Func<int, double, double> difference = (_, _) => 0;

    /// <summary>Volts between the inputs of a pair (0 = AIN0 - AIN1, 1 = AIN2 - AIN3) by simulated seconds.</summary>
    public void Connect(Func<int, double, double> volts) => difference = volts;

    /// <summary>Simulated seconds between two visits of the firmware, beside what its transfers take.</summary>
    public void Advance(double seconds)
    {
        now += seconds;
        Settle();
    }

    /// <summary>Simulated seconds as this chip has lived them.</summary>
    public double Now => now;

    public void PowerUp()
    {
        ResetPointer();
        (conversion, config, low, high) = (0, 0x8583, 0x8000, 0x7FFF);
        readyAt = double.PositiveInfinity;
    }

    protected override (ulong Value, int Width) Load(byte register)
    {
        now += SecondsPerTransfer;
        Settle();
        return ((register & 3) switch { 0 => conversion, 1 => config, 2 => low, _ => high }, 2);
    }

    protected override void Store(byte register, ushort value)
    {
        now += SecondsPerTransfer;
        Settle();
        switch (register & 3)
        {
            case 1:
                // OS begins a conversion in single-shot mode; written 0 it does nothing. Bits that choose the input hold at once.
                var begins = (value & 0x8000) != 0 || (value & 0x0100) == 0;
                config = unchecked((ushort)(value & 0x7FFF | (begins ? 0 : config & 0x8000)));
                if (begins)
                    readyAt = now + WakeSeconds + Period;
                break;
            case 2: low = value; break;
            case 3: high = value; break;
        }
    }

    private double Period => 1.0 / Rates[config >> 5 & 7] * (1 + errors.TimeBase);

    private void Settle()
    {
        while (readyAt <= now)
        {
            var pair = (config >> 12 & 7) == 3 ? 1 : 0;
            var volts = difference(pair, readyAt) * (1 + errors.Gain) + errors.OffsetVolts;
            var code = volts / FullScales[config >> 9 & 7] * 32768 + (errors == Ads1115Errors.None ? 0 : noise.Bell());
            conversion = unchecked((ushort)(short)Math.Round(Math.Clamp(code, -32768, 32767)));
            if ((config & 0x0100) != 0)
            {
                config |= 0x8000;
                readyAt = double.PositiveInfinity;
            }
            else
            {
                readyAt += Math.Max(Period, Math.Floor((now - readyAt) / Period) * Period);
            }
        }
    }
}
