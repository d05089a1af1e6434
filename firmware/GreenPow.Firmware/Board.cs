using System.Device.Gpio;
using GreenPow.Core;
using GreenPow.Wire;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace GreenPow.Firmware
{
    /// <summary>Puts the board together. Nothing is opened before it is first used, so that the core decides what of it lives.</summary>
    public static class Board
    {
        private const int SecureElementAddress = 0x60;

        /// <summary>Which board it is, by the platform image that was flashed: each is made for one chip.</summary>
        public static byte Profile => SystemInfo.TargetName.Contains("S3") ? BoardProfile.Reference : BoardProfile.Small;

        /// <param name="profile">One of <see cref="BoardProfile"/>.</param>
        public static ApplianceBoard Make(byte profile, IFlash flash)
        {
            BoardPins pins = BoardPins.Of(profile);
            SetFunctions(pins);
            GpioController gpio = new GpioController();
            NetworkClock clock = new NetworkClock();
            WifiStation wifi = new WifiStation(clock);
            AnalogInput supply = new AnalogInput(profile, pins.SupplyChannel);
            return new ApplianceBoard
            {
                Clock = clock,
                TimeServer = clock,
                Flash = flash,
                Random = new HardwareRandom(),
                Wifi = wifi,
                Power = new ChipPower(supply),
                Link = new MqttLink(wifi),
                I2c = new I2cRegisters(),
                Spi = pins.SpiSelect < 0 ? null : new SpiBus(pins.SpiSelect),
                Analog = new IAnalogInput[] { new AnalogInput(profile, pins.ClampChannel) },
                Indicator = new Light(new Pin(gpio, pins.Light, PinMode.Output)),
                Button = new PushButton(new Pin(gpio, pins.Button, PinMode.InputPullUp)),
                Serial = new SerialCable(),
                Improv = new ImprovService(),
                Pages = new PageListener(),
                Http = new HttpRequester(),
                Relay = new Relay(new Pin(gpio, pins.Relay, PinMode.Output)),
                Pwm = new PwmOutput(pins.Pwm),
                Health = new BoardHealth(wifi, new Pin(gpio, pins.Tamper, PinMode.InputPullUp)),
                SecureElement = new I2cPort(SecureElementAddress),
                // The platform tells only this much; the rest is what the run before has noted.
                ResetReason = Sleep.GetWakeupCause() == Sleep.WakeupCause.Timer ? ResetReason.WokeFromSleep : ResetReason.PowerOn
            };
        }

        private static void SetFunctions(BoardPins pins)
        {
            Configuration.SetPinFunction(pins.I2cData, DeviceFunction.I2C1_DATA);
            Configuration.SetPinFunction(pins.I2cClock, DeviceFunction.I2C1_CLOCK);
            Configuration.SetPinFunction(pins.SerialOut, DeviceFunction.COM2_TX);
            Configuration.SetPinFunction(pins.SerialIn, DeviceFunction.COM2_RX);
            Configuration.SetPinFunction(pins.Pwm, DeviceFunction.PWM1);
            if (pins.SpiSelect < 0) return;
            Configuration.SetPinFunction(pins.SpiOut, DeviceFunction.SPI1_MOSI);
            Configuration.SetPinFunction(pins.SpiIn, DeviceFunction.SPI1_MISO);
            Configuration.SetPinFunction(pins.SpiClock, DeviceFunction.SPI1_CLOCK);
        }
    }
}
