using System;
using nanoFramework.Device.Bluetooth;
using nanoFramework.Device.Bluetooth.GenericAttributeProfile;

namespace GreenPow.Firmware
{
    /// <summary>A characteristic that a phone reads and subscribes to.</summary>
    public sealed class ImprovValue
    {
        private readonly string _uuid;
        private GattLocalCharacteristic _characteristic;
        private byte[] _value = new byte[1];

        public ImprovValue(string uuid)
        {
            _uuid = uuid;
        }

        public bool AddTo(GattLocalService service)
        {
            GattLocalCharacteristicResult created = service.CreateCharacteristic(
                new Guid(_uuid),
                new GattLocalCharacteristicParameters { CharacteristicProperties = GattCharacteristicProperties.Read | GattCharacteristicProperties.Notify });
            if (created.Error != BluetoothError.Success) return false;
            _characteristic = created.Characteristic;
            _characteristic.ReadRequested += OnRead;
            return true;
        }

        public void Set(byte[] value, int count, bool notifies)
        {
            byte[] copy = new byte[count];
            Array.Copy(value, copy, count);
            _value = copy;
            if (notifies && _characteristic != null) _characteristic.NotifyValue(new nanoFramework.Device.Bluetooth.Buffer(copy));
        }

        private void OnRead(GattLocalCharacteristic sender, GattReadRequestedEventArgs e) => e.GetRequest().RespondWithValue(new nanoFramework.Device.Bluetooth.Buffer(_value));
    }
}
