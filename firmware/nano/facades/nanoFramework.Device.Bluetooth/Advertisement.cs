// nanoframework/nanoFramework.Device.Bluetooth v1.1.123, nanoFramework.Device.Bluetooth/Advertisement/{BluetoothLEAdvertisement,BluetoothLEAdvertisementDataSection}.cs.
namespace nanoFramework.Device.Bluetooth.Advertisement
{
    public class BluetoothLEAdvertisement
    {
        internal extern BluetoothLEAdvertisement();
        public extern System.Collections.ArrayList DataSections { get; }
    }

    public class BluetoothLEAdvertisementDataSection
    {
        public extern BluetoothLEAdvertisementDataSection(byte dataType, Buffer data);
    }
}
