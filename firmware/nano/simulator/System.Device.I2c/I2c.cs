extern alias nano;
using GreenPow.DeviceLibrary;
using SpanByte = nano::System.SpanByte;

namespace System.Device.I2c;

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

public readonly struct I2cTransferResult
{
    internal I2cTransferResult(bool isAcknowledged, int bytes)
    {
        BytesTransferred = isAcknowledged ? (uint)bytes : 0;
        Status = isAcknowledged ? I2cTransferStatus.FullTransfer : I2cTransferStatus.SlaveAddressNotAcknowledged;
    }

    public uint BytesTransferred { get; }

    public I2cTransferStatus Status { get; }
}

public sealed class I2cConnectionSettings
{
    public I2cConnectionSettings(int busId, int deviceAddress, I2cBusSpeed busSpeed)
    {
        (BusId, DeviceAddress) = (busId, deviceAddress);
        BitMicroseconds = busSpeed switch { I2cBusSpeed.StandardMode => 10, I2cBusSpeed.FastMode => 2.5, _ => 1 };
    }

    internal int BusId { get; }

    internal int DeviceAddress { get; }

    internal double BitMicroseconds { get; }
}

public class I2cDevice : IDisposable
{
    private readonly I2cConnectionSettings settings;

    public I2cDevice(I2cConnectionSettings settings) => this.settings = settings;

    public static I2cDevice Create(I2cConnectionSettings settings) => new(settings);

    public I2cTransferResult Read(SpanByte buffer) => Transfer([], buffer.AsSpan());

    public I2cTransferResult Write(SpanByte buffer) => Transfer(buffer.AsSpan(), []);

    public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer) => Transfer(writeBuffer.AsSpan(), readBuffer.AsSpan());

    public void Dispose()
    {
    }

    private I2cTransferResult Transfer(ReadOnlySpan<byte> sent, Span<byte> received) =>
        new(Here.Board.I2c.Transfer(settings.DeviceAddress, sent, received, settings.BitMicroseconds), sent.Length + received.Length);
}
