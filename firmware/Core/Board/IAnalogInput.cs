namespace GreenPow.Core
{
    /// <summary>One input of the chip's own converter.</summary>
    public interface IAnalogInput
    {
        /// <summary>One conversion, in steps of the converter, 0 to <see cref="FullScale"/>.</summary>
        int Read();

        /// <summary>The largest step, 4095 on an ESP32.</summary>
        int FullScale { get; }

        /// <summary>Voltage of the largest step, in millivolts.</summary>
        int FullScaleMillivolts { get; }

        /// <summary>Where the converter is straight, in millivolts.</summary>
        int LowestMillivolts { get; }

        int HighestMillivolts { get; }
    }
}
