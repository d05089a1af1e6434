using System;
using System.Device.I2c;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>Register access to the chips on I2C bus 1, in fast mode (400 kHz); a chip's handle is opened on first use.</summary>
    public sealed class I2cRegisters : II2cBus
    {
        private const int Bus = 1;

        private readonly I2cDevice[] _devices = new I2cDevice[128];
        private readonly byte[] _register = new byte[1];

        public bool Read(byte deviceAddress, byte register, byte[] into, int at, int count)
        {
            _register[0] = register;
            try
            {
                return Device(deviceAddress).WriteRead(new SpanByte(_register), new SpanByte(into, at, count)).Status == I2cTransferStatus.FullTransfer;
            }
            catch (Exception)
            {
                return false;
            }
        }

        public bool Write(byte deviceAddress, byte register, byte[] from, int at, int count)
        {
            byte[] bytes = new byte[count + 1];
            bytes[0] = register;
            Array.Copy(from, at, bytes, 1, count);
            try
            {
                return Device(deviceAddress).Write(new SpanByte(bytes)).Status == I2cTransferStatus.FullTransfer;
            }
            catch (Exception)
            {
                return false;
            }
        }

        private I2cDevice Device(byte address)
        {
            I2cDevice device = _devices[address];
            if (device != null) return device;
            device = I2cDevice.Create(new I2cConnectionSettings(Bus, address, I2cBusSpeed.FastMode));
            _devices[address] = device;
            return device;
        }
    }
}
