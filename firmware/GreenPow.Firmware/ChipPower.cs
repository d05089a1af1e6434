using System;
using GreenPow.Core;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace GreenPow.Firmware
{
    /// <summary>Sleep, restart and supply voltage.</summary>
    public sealed class ChipPower : IPower
    {
        private const long TicksPerMillisecond = 10000;

        /// <summary>Divider 10 to 1 before the input (hardware/README.md).</summary>
        private const int SupplyDivider = 10;

        private readonly IAnalogInput _supply;

        /// <param name="supply">Null where the voltage is never asked for.</param>
        public ChipPower(IAnalogInput supply)
        {
            _supply = supply;
        }

        public int SupplyMillivolts => _supply.Read() * _supply.FullScaleMillivolts / _supply.FullScale * SupplyDivider;

        public void DeepSleep(long milliseconds)
        {
            Sleep.EnableWakeupByTimer(new TimeSpan(milliseconds * TicksPerMillisecond));
            Sleep.StartDeepSleep();
        }

        public void Reboot() => Power.RebootDevice();
    }
}
