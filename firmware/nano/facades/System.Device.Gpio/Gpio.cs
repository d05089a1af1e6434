// nanoframework/System.Device.Gpio v1.1.62, System.Device.Gpio/{GpioController,GpioPin,PinMode,PinValue}.cs.
[assembly: System.Reflection.AssemblyVersion("1.1.62.0")]

namespace System.Device.Gpio
{
    public enum PinMode
    {
        Input = 0,
        InputPullDown = 1,
        InputPullUp = 2,
        Output = 3,
    }

    public readonly struct PinValue
    {
        public static extern PinValue High { get; }
        public static extern PinValue Low { get; }
        public static extern bool operator ==(PinValue a, PinValue b);
        public static extern bool operator !=(PinValue a, PinValue b);
    }

    public sealed class GpioController : IDisposable
    {
        public extern GpioController();
        public extern GpioPin OpenPin(int pinNumber, PinMode mode);
        public extern void Dispose();
    }

    public sealed class GpioPin : IDisposable
    {
        internal extern GpioPin();
        public extern PinValue Read();
        public extern void Write(PinValue value);
        public extern void Dispose();
    }
}
