using GreenPow.Core;
using GreenPow.Simulator.Physics;

namespace GreenPow.Simulator.Sensors;

/// <summary>
/// One input of a chip's own converter at 12 dB attenuation: 12 bits that never hold still. An ESP32-S3 is straight from 0 to 3.1 V; an
/// ESP32 is blind at the bottom and bends at the top (Espressif, ESP32 datasheet, section "ADC characteristics", and the ESP-IDF
/// Programming Guide of each chip, "Analog to Digital Converter").
/// </summary>
/// <param name="volts">What is at the pin, by simulated seconds.</param>
/// <param name="isS3">The reference board's chip instead of the small one's.</param>
public sealed class SimulatedEsp32Adc(Func<double, double> volts, int seed, bool isS3 = false) : IAnalogInput
{
    private const int Steps = 4095;
    private const double SecondsPerConversion = 100e-6;

    /// <summary>Below this the answer is 0.</summary>
    private const double BlindVolts = 0.075;

    /// <summary>Above this the curve bends: the last 0.7 V take what 0.85 V would.</summary>
    private const double BendVolts = 2.45, TopVolts = 3.15;

    // The reference of one chip is 1.1 V within 6 % (trimmed at the works; 10 % without).
    private readonly double gain = 1 + 0.06 * Flicker.At(seed, 1);
    private readonly double nominalVolts = isS3 ? 3.1 : 3.3;
    private readonly ChipNoise noise = new(seed);

    public int FullScale => Steps;

    public int FullScaleMillivolts => (int)(nominalVolts * 1000);

    public int LowestMillivolts => isS3 ? 0 : 150;

    public int HighestMillivolts => isS3 ? 3100 : 2450;

    /// <summary>Simulated seconds, beside what conversions take.</summary>
    public double Now { get; private set; }

    public void Advance(double seconds) => Now += seconds;

    /// <summary>One conversion from managed code, about 0.1 ms.</summary>
    public int Read()
    {
        Now += SecondsPerConversion;
        // Noise of some 10 mV peak to peak, 4 steps of deviation.
        return (int)Math.Clamp(Math.Round(Curve(volts(Now)) / nominalVolts * Steps + 8 * noise.Bell()), 0, Steps);
    }

    /// <summary>The voltage that an ideal converter would have to see to give this one's answer.</summary>
    private double Curve(double pin)
    {
        var seen = pin * gain;
        if (isS3)
            return seen;
        if (seen < BlindVolts)
            return 0;
        return seen <= BendVolts ? seen : BendVolts + (seen - BendVolts) * (nominalVolts - BendVolts) / (TopVolts - BendVolts);
    }
}
