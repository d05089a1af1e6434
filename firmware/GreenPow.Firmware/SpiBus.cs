using System;
using System.Device.Spi;
using System.Threading;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>SPI bus 1 at 1 MHz in mode 3, as the ATM90E32 wants it (datasheet, "SPI Interface"); opened on first use.</summary>
    public sealed class SpiBus : ISpiBus
    {
        private readonly int _selectPin;
        private SpiDevice _device;

        public SpiBus(int selectPin)
        {
            _selectPin = selectPin;
        }

        public void Transfer(byte[] sent, byte[] received, int count)
        {
            if (_device == null)
                _device = SpiDevice.Create(new SpiConnectionSettings(1, _selectPin) { ClockFrequency = 1000000, DataBitLength = 8, Mode = SpiMode.Mode3 });
            _device.TransferFullDuplex(new SpanByte(sent, 0, count), new SpanByte(received, 0, count));
        }

        public void Delay(int milliseconds) => Thread.Sleep(milliseconds);
    }
}
