using System.Device.Gpio;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>One pin of the board, opened on first use.</summary>
    public sealed class Pin
    {
        private readonly GpioController _controller;
        private readonly int _number;
        private readonly PinMode _mode;
        private GpioPin _pin;

        public Pin(GpioController controller, int number, PinMode mode)
        {
            _controller = controller;
            _number = number;
            _mode = mode;
        }

        public bool IsHigh => Open().Read() == PinValue.High;

        public void Set(bool isHigh) => Open().Write(isHigh ? PinValue.High : PinValue.Low);

        private GpioPin Open()
        {
            if (_pin == null) _pin = _controller.OpenPin(_number, _mode);
            return _pin;
        }
    }

    /// <summary>A button to ground.</summary>
    public sealed class PushButton : IButton
    {
        private readonly Pin _pin;

        public PushButton(Pin pin)
        {
            _pin = pin;
        }

        public bool IsPressed => !_pin.IsHigh;
    }

    /// <summary>A light from pin to ground.</summary>
    public sealed class Light : IIndicator
    {
        private readonly Pin _pin;

        public Light(Pin pin)
        {
            _pin = pin;
        }

        public void Set(bool isOn) => _pin.Set(isOn);
    }

    /// <summary>A relay that lets the miner run while its pin is high.</summary>
    public sealed class Relay : IMinerSwitch
    {
        private readonly Pin _pin;

        public Relay(Pin pin)
        {
            _pin = pin;
        }

        public void Switch(bool on) => _pin.Set(on);
    }
}
