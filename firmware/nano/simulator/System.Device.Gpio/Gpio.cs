using GreenPow.DeviceLibrary;

namespace System.Device.Gpio;

public enum PinMode
{
    Input = 0,
    InputPullDown = 1,
    InputPullUp = 2,
    Output = 3,
}

public readonly struct PinValue
{
    private readonly bool isHigh;

    private PinValue(bool isHigh) => this.isHigh = isHigh;

    public static PinValue High => new(true);

    public static PinValue Low => new(false);

    public static bool operator ==(PinValue a, PinValue b) => a.isHigh == b.isHigh;

    public static bool operator !=(PinValue a, PinValue b) => a.isHigh != b.isHigh;

    public override bool Equals(object obj) => obj is PinValue other && other == this;

    public override int GetHashCode() => isHigh ? 1 : 0;

    public override string ToString() => isHigh ? "High" : "Low";
}

public sealed class GpioController : IDisposable
{
    public GpioPin OpenPin(int pinNumber, PinMode mode) => new(pinNumber, mode);

    public void Dispose()
    {
    }
}

public sealed class GpioPin : IDisposable
{
    private readonly int pin;
    private readonly PinMode mode;

    internal GpioPin(int pin, PinMode mode)
    {
        (this.pin, this.mode) = (pin, mode);
        if (mode == PinMode.Output)
            Write(PinValue.Low);
    }

    public PinValue Read() => Here.Board.Pins.Read(pin, mode == PinMode.InputPullUp) ? PinValue.High : PinValue.Low;

    public void Write(PinValue value)
    {
        if (mode != PinMode.Output)
            throw new InvalidOperationException($"Pin {pin} is an input.");
        Here.Board.Pins.Write(pin, value == PinValue.High);
    }

    public void Dispose()
    {
    }
}
