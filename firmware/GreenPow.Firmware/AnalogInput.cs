using System.Device.Adc;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>One channel of converter 1 (converter 2 is lost while Wi-Fi runs); opened on first use.</summary>
    /// <remarks>
    /// The platform sets 12 dB for every channel (nf-interpreter, sys_dev_adc_native_System_Device_Adc_AdcController.cpp) and calibrates nothing.
    /// With that an ESP32-S3 measures 0 to 3,100 mV and an ESP32 150 to 2,450 mV of nominally 3,300 (Espressif, ESP-IDF Programming Guide of
    /// each chip, "Analog to Digital Converter").
    /// </remarks>
    public sealed class AnalogInput : IAnalogInput
    {
        private readonly int _channelNumber;
        private readonly bool _isS3;
        private AdcChannel _channel;

        /// <param name="profile">One of <see cref="BoardProfile"/>: which chip it is.</param>
        public AnalogInput(byte profile, int channelNumber)
        {
            _isS3 = profile == BoardProfile.Reference;
            _channelNumber = channelNumber;
        }

        public int FullScale => 4095;

        public int FullScaleMillivolts => _isS3 ? 3100 : 3300;

        public int LowestMillivolts => _isS3 ? 0 : 150;

        public int HighestMillivolts => _isS3 ? 3100 : 2450;

        public int Read()
        {
            if (_channel == null) _channel = new AdcController().OpenChannel(_channelNumber);
            return _channel.ReadValue();
        }
    }
}
