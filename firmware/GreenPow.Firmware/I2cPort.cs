using System;
using System.Device.I2c;
using System.Threading;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>
    /// Raw transfers with one chip on I2C bus 1. The platform sets the clock of the whole bus when a handle is opened
    /// (nf-interpreter, sys_dev_i2c_native_System_Device_I2c_I2cDevice.cpp, NativeInit), so a slow transfer opens a slow handle and the fast one anew.
    /// </summary>
    public sealed class I2cPort : II2cPort
    {
        private const int Bus = 1;

        /// <summary>Eight zero bits of the general call last 80 us at 100 kHz.</summary>
        private const int LongestWakeMicroseconds = 80;

        private readonly int _address;
        private I2cDevice _device;

        public I2cPort(int address)
        {
            _address = address;
        }

        public bool Send(byte[] from, int at, int count)
        {
            try
            {
                return Device().Write(new SpanByte(from, at, count)).Status == I2cTransferStatus.FullTransfer;
            }
            catch (Exception)
            {
                return false;
            }
        }

        public bool Receive(byte[] into, int at, int count)
        {
            try
            {
                return Device().Read(new SpanByte(into, at, count)).Status == I2cTransferStatus.FullTransfer;
            }
            catch (Exception)
            {
                return false;
            }
        }

        public void Wake(int microseconds)
        {
            if (microseconds > LongestWakeMicroseconds)
                throw new ArgumentOutOfRangeException("microseconds", "A wake pulse of " + microseconds.ToString() + " us is longer than the 80 us that I2C at 100 kHz can give");
            Close();
            I2cDevice call = I2cDevice.Create(new I2cConnectionSettings(Bus, 0, I2cBusSpeed.StandardMode));
            try
            {
                // Nobody acknowledges address 0; the low level is what counts.
                call.Write(new SpanByte(new byte[1]));
            }
            catch (Exception)
            {
                // As expected where the platform reports the missing acknowledge so.
            }

            call.Dispose();
            Device();
        }

        public void Delay(int milliseconds) => Thread.Sleep(milliseconds);

        private I2cDevice Device()
        {
            if (_device == null) _device = I2cDevice.Create(new I2cConnectionSettings(Bus, _address, I2cBusSpeed.FastMode));
            return _device;
        }

        private void Close()
        {
            if (_device != null) _device.Dispose();
            _device = null;
        }
    }
}
