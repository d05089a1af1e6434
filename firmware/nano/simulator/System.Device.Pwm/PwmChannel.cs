using GreenPow.DeviceLibrary;

namespace System.Device.Pwm;

public sealed class PwmChannel : IDisposable
{
    private readonly int pin;
    private double duty;
    private bool isRunning;

    private PwmChannel(int pin, double duty) => (this.pin, this.duty) = (pin, duty);

    public double DutyCycle
    {
        get => duty;
        set
        {
            if (value is < 0 or > 1)
                throw new ArgumentOutOfRangeException(nameof(value));
            duty = value;
            Show();
        }
    }

    public static PwmChannel CreateFromPin(int pin, int frequency = 400, double dutyCyclePercentage = 0.5) => new(pin, dutyCyclePercentage);

    public void Start()
    {
        isRunning = true;
        Show();
    }

    public void Stop()
    {
        isRunning = false;
        Show();
    }

    public void Dispose() => Stop();

    private void Show() => Here.Board.Pins.Pulse(pin, isRunning ? duty : 0);
}
