// nanoframework/System.Device.I2c v1.1.29, System.Device.I2c/{I2cDevice,I2cConnectionSettings,I2cBusSpeed,I2cTransferResult,I2cTransferStatus}.cs.
[assembly: System.Reflection.AssemblyVersion("1.1.29.0")]

namespace System.Device.I2c
{
    public enum I2cBusSpeed
    {
        StandardMode = 0,
        FastMode = 1,
        FastModePlus = 2,
    }

    public enum I2cTransferStatus
    {
        UnknownError = 0,
        FullTransfer = 1,
        ClockStretchTimeout = 2,
        PartialTransfer = 3,
        SlaveAddressNotAcknowledged = 4,
    }

    public struct I2cTransferResult
    {
        public extern I2cTransferStatus Status { get; }
    }

    public sealed class I2cConnectionSettings
    {
        public extern I2cConnectionSettings(int busId, int deviceAddress, I2cBusSpeed busSpeed);
    }

    public class I2cDevice : IDisposable
    {
        internal extern I2cDevice();
        public static extern I2cDevice Create(I2cConnectionSettings settings);
        public extern I2cTransferResult Read(SpanByte buffer);
        public extern I2cTransferResult Write(SpanByte buffer);
        public extern I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer);
        public extern void Dispose();
    }
}
