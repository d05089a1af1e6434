using System.Device.Pwm;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>A duty cycle at 1 kHz; opened on first use.</summary>
    public sealed class PwmOutput : IPwmOutput
    {
        private const int FrequencyHertz = 1000;

        private readonly int _pin;
        private PwmChannel _channel;

        public PwmOutput(int pin)
        {
            _pin = pin;
        }

        public void Set(int permille)
        {
            double dutyCycle = permille / 1000.0;
            if (_channel != null)
            {
                _channel.DutyCycle = dutyCycle;
                return;
            }

            _channel = PwmChannel.CreateFromPin(_pin, FrequencyHertz, dutyCycle);
            if (_channel != null) _channel.Start();
        }
    }
}
