namespace GreenPow.Core
{
    /// <summary>
    /// A current transformer on two inputs of a TI ADS1115 (datasheet SBAS444). A reading takes the conversion that was begun at
    /// its last visit, and one more: about 1.2 ms. For display only.
    /// </summary>
    public sealed class Ads1115Clamp : IPowerMeter
    {
        /// <summary>Samples over which the current is averaged, two a reading.</summary>
        public const int Memory = 128;

        // 1.16 ms at 860 a second and 10 % for its oscillator; each look takes 0.2 ms or more of bus and interpreter.
        private const int MostLooks = 6;
        private const int FullScale = 32767;

        private readonly RegisterPort _port;
        private readonly ClampOptions _options;
        private readonly ClampRms _rms = new ClampRms(false, Memory);
        private readonly int _config;
        private bool _started;

        /// <param name="pair">0 = AIN0 against AIN1, 1 = AIN2 against AIN3.</param>
        public Ads1115Clamp(II2cBus bus, byte address, int pair, ClampOptions options)
        {
            options.Check("ADS1115");
            _port = new RegisterPort(bus, address);
            _options = options;
            _config = pair == 0 ? Ads1115Register.FirstPair : Ads1115Register.SecondPair;
        }

        public byte Instrument => Wire.Instrument.Ads1115;

        public bool Start()
        {
            _rms.Clear();
            _started = Begin();
            return _started;
        }

        public bool Read(PowerReading into, int elapsedMilliseconds)
        {
            into.Clipped = false;
            if (!_started || !Take(into) || !Begin() || !Take(into) || !Begin())
            {
                Start();
                return false;
            }

            _options.Fill(into, _rms.Microvolts, elapsedMilliseconds);
            return true;
        }

        private bool Begin() => _port.Write16(Ads1115Register.Config, _config | Ads1115Register.Idle);

        private bool Take(PowerReading into)
        {
            for (int look = 0; look < MostLooks; look++)
            {
                if (!_port.Read(Ads1115Register.Config, 2, out long config)) return false;

                // Another pair, another range: it browned out, or somebody else begins conversions on it.
                if ((config & 0x7FFF) != _config) return false;
                if ((config & Ads1115Register.Idle) == 0) continue;
                if (!_port.Read(Ads1115Register.Conversion, 2, out long steps)) return false;
                steps = RegisterPort.SignExtend(steps, 16);
                if (steps >= FullScale || steps < -FullScale) into.Clipped = true;
                _rms.Add((int)(steps * 125 / 2));
                return true;
            }

            // Not ready in time: the next reading takes it.
            return true;
        }
    }
}
