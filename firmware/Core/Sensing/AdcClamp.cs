using System;

namespace GreenPow.Core
{
    /// <summary>A clamp (SCT-013) on the board's own converter, its input biased to half the supply. For display only.</summary>
    public sealed class AdcClamp : IPowerMeter
    {
        /// <summary>Conversions of one reading: about 0.1 ms each from managed code, so a reading stays under 1 ms.</summary>
        public const int Burst = 8;

        /// <summary>Bursts over which the current is averaged.</summary>
        public const int Memory = 64 * Burst;

        /// <summary>
        /// Where an ESP32's converter is usable at 12 dB attenuation (Espressif, ESP-IDF Programming Guide, ADC calibration driver
        /// and the ESP32 datasheet, section "ADC characteristics"): 150 to 2450 mV. Beyond, it bends.
        /// </summary>
        public const int LowestMillivolts = 150;

        public const int HighestMillivolts = 2450;

        private readonly IAnalogInput _input;
        private readonly ClampOptions _options;
        private readonly ClampRms _rms = new ClampRms(true, Memory);

        public AdcClamp(IAnalogInput input, ClampOptions options)
        {
            if (input == null) throw new ArgumentException("ESP32 clamp has no analog input");
            options.Check("ESP32");
            _input = input;
            _options = options;
        }

        public byte Instrument => Wire.Instrument.Esp32Adc;

        public bool Start()
        {
            _rms.Clear();
            return _input.FullScale > 0;
        }

        public bool Read(PowerReading into, int elapsedMilliseconds)
        {
            into.Clipped = false;
            for (int i = 0; i < Burst; i++)
            {
                int microvolts = (int)((long)_input.Read() * _input.FullScaleMillivolts * 1000 / _input.FullScale);
                if (microvolts < LowestMillivolts * 1000 || microvolts > HighestMillivolts * 1000) into.Clipped = true;
                _rms.Add(microvolts);
            }

            _options.Fill(into, _rms.Microvolts, elapsedMilliseconds);
            return true;
        }
    }
}
