namespace GreenPow.Simulator.Sensors;

/// <summary>A register-accurate INA228 with its shunt: 20-bit results, 40-bit energy and charge in hardware (TI SLYS021).</summary>
/// <remarks>
/// Register ruler, results left-aligned in 24 bits, the lowest 4 empty:
/// 04 VSHUNT 312.5 nV (78.125 nV at ADCRANGE 1) | 05 VBUS 195.3125 uV | 06 DIETEMP 7.8125 m°C, 16 bit | 07 CURRENT |
/// 08 POWER 24 bit, 3.2 x CURRENT_LSB | 09 ENERGY 40 bit, 16 x 3.2 x CURRENT_LSB x 1 s | 0A CHARGE 40 bit signed, CURRENT_LSB x 1 s.
/// </remarks>
public sealed class SimulatedIna228(double shuntOhms, Ina228Errors errors, int seed) : I2cRegisterPointer, ISenseDirectCurrent
{
    private const int Limit20 = 1 << 19;
    private const ulong Mask40 = (1UL << 40) - 1;
    private const double BusLsbVolts = 195.3125e-6;
    private const ushort MathOverflow = 1 << 9, ChargeOverflow = 1 << 10, EnergyOverflow = 1 << 11, ConversionReady = 1 << 1, AlertLatch = 1 << 15;
    private const long ChargeLimit = 1L << 39;

    /// <summary>SOVL, SUVL, BOVL, BUVL, TEMP_LIMIT, PWR_LIMIT.</summary>
    private static readonly ushort[] ResetLimits = [0x7FFF, 0x8000, 0x7FFF, 0x0000, 0x7FFF, 0xFFFF];

    /// <summary>Of one conversion of 1052 us in the wide range (SLYS021, section 6.6: about 1 uV RMS).</summary>
    private const double ConversionNoiseVolts = 1e-6;

    private readonly ChipNoise noise = new(seed);
    private readonly ushort[] limits = new ushort[6];
    private ushort config, adcConfig, shuntCal, shuntTempco, diagnosis;
    private int shuntCode, busCode, currentCode, temperatureCode;
    private long powerCode;
    private double energy, charge;
    private ulong energyCarry;
    private long chargeCarry;

    /// <summary>CHARGE beyond its end begins at zero; otherwise it wraps to the other end. The data sheet says that it rolls over, not whereto.</summary>
    public bool ChargeRollsToZero { get; init; }

    /// <summary>Power-on: every register at its reset value, accumulators empty, SHUNT_CAL at 1000h until somebody writes it.</summary>
    public void PowerUp()
    {
        ResetPointer();
        ResetLimits.CopyTo(limits, 0);
        config = 0;
        adcConfig = 0xFB68;
        shuntCal = 0x1000;
        shuntTempco = 0;
        diagnosis = 1;
        (shuntCode, busCode, currentCode, powerCode, temperatureCode) = (0, 0, 0, 0, 0);
        ResetAccumulators();
    }

    /// <summary>Lets the chip convert and integrate for a while at steady terminals.</summary>
    public void Advance(double seconds, double busVolts, double amperes, double ambientCelsius)
    {
        if (!Continuous)
            return;
        var range = (config & 0x10) == 0 ? 312.5e-9 : 78.125e-9;
        var shunt = amperes * shuntOhms * (1 + errors.ShuntGain + errors.ShuntPerKelvin * (ambientCelsius - 25)) + errors.ShuntOffsetVolts;
        // A second holds hundreds of conversions: their mean keeps about half an LSB of noise, and this sum of three is near enough to a bell.
        shuntCode = Clipped(shunt / range + Noise());
        // The register is signed and never negative.
        busCode = Math.Max(0, Clipped((busVolts * (1 + errors.BusGain + errors.BusPerKelvin * (ambientCelsius - 25)) + errors.BusOffsetVolts) / BusLsbVolts + Noise()));
        temperatureCode = (int)Math.Round(ambientCelsius / 7.8125e-3);
        var perStep = shuntCal == 0 ? 0 : 4096.0 / shuntCal;
        var compensated = (config & 0x20) == 0 ? 1 : 1 + shuntTempco * 1e-6 * (ambientCelsius - 25);
        var exactCurrent = shuntCode * perStep / compensated;
        currentCode = Clipped(exactCurrent);
        if (exactCurrent is > Limit20 or < -Limit20 - 1)
            diagnosis |= MathOverflow;
        // POWER_LSB = 3.2 CURRENT_LSB, so the code is current code x bus code x 195.3125 uV / 3.2, never negative.
        powerCode = Math.Min(0xFFFFFF, (long)(Math.Abs((double)currentCode) * busCode * (BusLsbVolts / 3.2)));
        var chipSeconds = seconds * (1 + errors.TimeBase + errors.TimeBasePerKelvin * (ambientCelsius - 25));
        energy += Math.Min(0xFFFFFF, MeanMagnitude(currentCode, range * compensated / perStep) * busCode * (BusLsbVolts / 3.2)) * chipSeconds / 16;
        charge += currentCode * chipSeconds;
        CarryOver();
        // Unlatched, the flag goes with the next conversion: nobody who asks once a second sees it for sure.
        if ((diagnosis & AlertLatch) != 0)
            diagnosis |= ConversionReady;
    }

    /// <summary>
    /// What one conversion after the other adds up to: each one's magnitude, its noise with it. Exact with nothing flowing
    /// (0.8 of the noise's deviation) and with much; between, near enough.
    /// </summary>
    private double MeanMagnitude(double code, double voltsPerCode)
    {
        var rectified = errors == Ina228Errors.None ? 0 : 0.8 * ConversionNoiseVolts / voltsPerCode;
        return Math.Sqrt(code * code + rectified * rectified);
    }

    protected override void Store(byte register, ushort value)
    {
        switch (register)
        {
            case 0x00 when (value & 0x8000) != 0: PowerUp(); break;
            case 0x00:
                // RSTACC empties the accumulators, takes back an overflow, and reads back as zero.
                if ((value & 0x4000) != 0)
                    ResetAccumulators();
                config = unchecked((ushort)(value & 0x3FF0));
                break;
            case 0x01:
                adcConfig = value;
                // A triggered conversion, MODE 1h to 7h, takes back an overflow as well.
                if (value >> 12 is >= 1 and <= 7)
                    diagnosis &= unchecked((ushort)~MathOverflow);
                break;
            case 0x02: shuntCal = unchecked((ushort)(value & 0x7FFF)); break;
            case 0x03: shuntTempco = unchecked((ushort)(value & 0x3FFF)); break;
            case >= 0x0C and <= 0x11: limits[register - 0x0C] = value; break;
            case 0x0B: diagnosis = unchecked((ushort)((value & 0xF000) | (diagnosis & 0x0FFF))); break;
        }
    }

    /// <summary>MODE 9h to Fh convert continuously; only those integrate.</summary>
    private bool Continuous => (adcConfig >> 12) >= 9;

    protected override (ulong Value, int Width) Load(byte register) => register switch
    {
        0x00 => (config, 2),
        0x01 => (adcConfig, 2),
        0x02 => (shuntCal, 2),
        0x03 => (shuntTempco, 2),
        0x04 => (Left(shuntCode), 3),
        0x05 => (Left(busCode), 3),
        0x06 => (unchecked((ushort)(short)temperatureCode), 2),
        0x07 => (Left(currentCode), 3),
        0x08 => ((ulong)powerCode, 3),
        0x09 => (WithoutFlag(EnergyOverflow, energyCarry), 5),
        0x0A => (WithoutFlag(ChargeOverflow, unchecked((ulong)chargeCarry) & Mask40), 5),
        0x0B => (WithoutFlag(ConversionReady, diagnosis), 2),
        >= 0x0C and <= 0x11 => (limits[register - 0x0C], 2),
        0x3E => (0x5449, 2),
        0x3F => (0x2281, 2),
        _ => (0xFFFF, 2),
    };

    /// <summary>Reading ENERGY, CHARGE or DIAG_ALRT clears the flag that belongs to it (SLYS021, table 7-16).</summary>
    private ulong WithoutFlag(ushort flag, ulong answer)
    {
        diagnosis &= unchecked((ushort)~flag);
        return answer;
    }

    private void ResetAccumulators()
    {
        (energy, charge, energyCarry, chargeCarry) = (0, 0, 0, 0);
        diagnosis &= unchecked((ushort)~MathOverflow);
    }

    // Whole units move into the 40-bit registers; the fraction waits, as in the chip.
    private void CarryOver()
    {
        var units = Math.Floor(energy);
        energy -= units;
        energyCarry += (ulong)units;
        if (energyCarry > Mask40)
            diagnosis |= EnergyOverflow;
        energyCarry &= Mask40;
        var charges = Math.Floor(charge);
        charge -= charges;
        chargeCarry += (long)charges;
        if (chargeCarry is < ChargeLimit and >= -ChargeLimit)
            return;
        diagnosis |= ChargeOverflow;
        var beyond = chargeCarry > 0 ? ChargeLimit : -ChargeLimit;
        chargeCarry -= ChargeRollsToZero ? beyond : 2 * beyond;
    }

    private static int Clipped(double code) => (int)Math.Round(Math.Clamp(code, -Limit20, Limit20 - 1));

    private static ulong Left(int code) => unchecked((ulong)((uint)code & 0xFFFFF) << 4);

    private double Noise() => errors == Ina228Errors.None ? 0 : noise.Bell();
}
