using System.Device.Adc;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>One channel of converter 1 (converter 2 is lost while Wi-Fi runs); opened on first use.</summary>
    public sealed class AnalogInput : IAnalogInput
    {
        private readonly int _channelNumber;
        private AdcChannel _channel;

        public AnalogInput(int channelNumber)
        {
            _channelNumber = channelNumber;
        }

        public int FullScale => 4095;

        // The platform sets 12 dB for every channel (nf-interpreter, sys_dev_adc_native_System_Device_Adc_AdcController.cpp): about the supply, uncalibrated.
        public int FullScaleMillivolts => 3300;

        public int Read()
        {
            if (_channel == null) _channel = new AdcController().OpenChannel(_channelNumber);
            return _channel.ReadValue();
        }
    }
}
