using System;
using GreenPow.DeviceLibrary;
using GreenPow.VirtualHardware.Power;

namespace nanoFramework.Hardware.Esp32;

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
    public static void SetPinFunction(int pin, DeviceFunction value) => Here.Board.Functions[(int)value] = pin;
}

public enum EspNativeError
{
    OK = 0,
    FAIL = -1,
}

public class NativeMemory
{
    public enum MemoryType
    {
        All = 0,
        Internal = 1,
        SpiRam = 2,
    }

    /// <summary>The reference board after boot: 320 KB inside the chip, 8 MB beside it.</summary>
    public static void GetMemoryInfo(MemoryType memType, out uint totalSize, out uint totalFreeSize, out uint largestFreeBlock)
    {
        Here.Run.Require();
        const uint inside = 320 * 1024, beside = 8 * 1024 * 1024;
        totalSize = memType switch { MemoryType.Internal => inside, MemoryType.SpiRam => beside, _ => inside + beside };
        totalFreeSize = totalSize / 2;
        largestFreeBlock = totalSize / 4;
    }
}

public class Sleep
{
    private static TimeSpan? wakeAfter;

    public enum WakeupCause
    {
        Undefined = 0,
        Timer = 4,
    }

    public static EspNativeError EnableWakeupByTimer(TimeSpan time)
    {
        Here.Run.Require();
        wakeAfter = time;
        return EspNativeError.OK;
    }

    public static void StartDeepSleep()
    {
        Here.Run.End(OffCause.DeepSleep, wakeAfter);
        Here.Run.Require();
    }

    public static WakeupCause GetWakeupCause() => Here.Run.StartCause == StartCause.SleepTimer ? WakeupCause.Timer : WakeupCause.Undefined;
}
