// nanoframework/nanoFramework.Hardware.Esp32 v1.6.40, nanoFramework.Hardware.Esp32/{Configuration,DeviceTypePins,Errors,Sleep}.cs.
[assembly: System.Reflection.AssemblyVersion("1.6.40.0")]

namespace nanoFramework.Hardware.Esp32
{
    /// <summary>Only the functions that the two boards use; the value is device, bus and signal, a byte each.</summary>
    public enum DeviceFunction
    {
        SPI1_MOSI = 0x010100,
        SPI1_MISO = 0x010101,
        SPI1_CLOCK = 0x010102,
        I2C1_DATA = 0x020100,
        I2C1_CLOCK = 0x020101,
        COM2_TX = 0x030200,
        COM2_RX = 0x030201,
        PWM1 = 0x040100,
    }

    public class Configuration
    {
        public static extern void SetPinFunction(int pin, DeviceFunction value);
    }

    public enum EspNativeError
    {
        OK = 0,
        FAIL = -1,
    }

    public class Sleep
    {
        public enum WakeupCause
        {
            Undefined = 0,
            Timer = 4,
        }

        public static extern EspNativeError EnableWakeupByTimer(System.TimeSpan time);
        public static extern void StartDeepSleep();
        public static extern WakeupCause GetWakeupCause();
    }
}
