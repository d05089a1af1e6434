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

        private readonly IAnalogInput _input;
        private readonly ClampOptions _options;
        private readonly int _lowestMicrovolts;
        private readonly int _highestMicrovolts;
        private readonly int _fullScale;
        private readonly ClampRms _rms = new ClampRms(true, Memory);

        public AdcClamp(IAnalogInput input, ClampOptions options)
        {
            if (input == null) throw new ArgumentException("ESP32 clamp has no analog input");
            options.Check("ESP32");
            _input = input;
            _options = options;
            _lowestMicrovolts = input.LowestMillivolts * 1000;
            _highestMicrovolts = input.HighestMillivolts * 1000;
            _fullScale = input.FullScale;
        }

        public byte Instrument => Wire.Instrument.Esp32Adc;

        public bool Start()
        {
            _rms.Clear();
            return _fullScale > 0;
        }

        public bool Read(PowerReading into, int elapsedMilliseconds)
        {
            into.Clipped = false;
            for (int i = 0; i < Burst; i++)
            {
                int steps = _input.Read();
                int microvolts = (int)((long)steps * _input.FullScaleMillivolts * 1000 / _fullScale);
                if (steps <= 0 || steps >= _fullScale || microvolts < _lowestMicrovolts || microvolts > _highestMicrovolts) into.Clipped = true;
                _rms.Add(microvolts);
            }

            _options.Fill(into, _rms.Microvolts, elapsedMilliseconds);
            return true;
        }
    }
}
