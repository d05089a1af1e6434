// nanoframework/nanoFramework.Device.Bluetooth v1.1.123, nanoFramework.Device.Bluetooth/{BluetoothError,BluetoothLEServer,IO/Buffer,IO/DataReader,IO/DataWriter}.cs.
[assembly: System.Reflection.AssemblyVersion("1.1.123.0")]

namespace nanoFramework.Device.Bluetooth
{
    public enum BluetoothError
    {
        Success = 0,
        RadioNotAvailable = 1,
        ResourceInUse = 2,
        DeviceNotConnected = 3,
        OtherError = 4,
    }

    public class Buffer
    {
        public extern Buffer(byte[] array);
        public extern uint Length { get; set; }
    }

    public class DataReader
    {
        internal extern DataReader();
        public static extern DataReader FromBuffer(Buffer buffer);
        public extern void ReadBytes(byte[] value);
    }

    public class BluetoothLEServer : System.IDisposable
    {
        internal extern BluetoothLEServer();
        public static extern BluetoothLEServer Instance { get; }
        public extern string DeviceName { get; set; }
        public extern void Stop();
        public extern void Dispose();
    }
}
