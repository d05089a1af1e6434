// nanoframework/System.Device.Spi v1.3.89, System.Device.Spi/{SpiDevice,SpiConnectionSettings,SpiMode}.cs.
[assembly: System.Reflection.AssemblyVersion("1.3.89.0")]

namespace System.Device.Spi
{
    public enum SpiMode
    {
        Mode0 = 0,
        Mode1 = 1,
        Mode2 = 2,
        Mode3 = 3,
    }

    public sealed class SpiConnectionSettings
    {
        public extern SpiConnectionSettings(int busId, int chipSelectLine = -1);
        public extern SpiMode Mode { get; set; }
        public extern int DataBitLength { get; set; }
        public extern int ClockFrequency { get; set; }
    }

    public class SpiDevice : IDisposable
    {
        internal extern SpiDevice();
        public static extern SpiDevice Create(SpiConnectionSettings settings);
        public extern void TransferFullDuplex(SpanByte writeBuffer, SpanByte readBuffer);
        public extern void Dispose();
    }
}
