// nanoframework/System.Device.Pwm v1.1.23, System.Device.Pwm/PwmChannel.cs.
[assembly: System.Reflection.AssemblyVersion("1.1.23.0")]

namespace System.Device.Pwm
{
    public sealed class PwmChannel : IDisposable
    {
        internal extern PwmChannel();
        public static extern PwmChannel CreateFromPin(int pin, int frequency = 400, double dutyCyclePercentage = 0.5);
        public extern double DutyCycle { get; set; }
        public extern void Start();
        public extern void Dispose();
    }
}
