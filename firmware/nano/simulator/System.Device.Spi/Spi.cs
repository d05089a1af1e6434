extern alias nano;
using GreenPow.DeviceLibrary;
using SpanByte = nano::System.SpanByte;

namespace System.Device.Spi;

public enum SpiMode
{
    Mode0 = 0,
    Mode1 = 1,
    Mode2 = 2,
    Mode3 = 3,
}

public sealed class SpiConnectionSettings
{
    public SpiConnectionSettings(int busId, int chipSelectLine = -1) => ChipSelectLine = chipSelectLine;

    public SpiMode Mode { get; set; }

    public int DataBitLength { get; set; } = 8;

    public int ClockFrequency { get; set; } = 500_000;

    internal int ChipSelectLine { get; }
}

public class SpiDevice : IDisposable
{
    private readonly SpiConnectionSettings settings;

    public SpiDevice(SpiConnectionSettings settings) => this.settings = settings;

    public static SpiDevice Create(SpiConnectionSettings settings) => new(settings);

    public void TransferFullDuplex(SpanByte writeBuffer, SpanByte readBuffer) =>
        Here.Board.Spi.Transfer(settings.ChipSelectLine, writeBuffer.AsSpan(), readBuffer.AsSpan());

    public void Dispose()
    {
    }
}
