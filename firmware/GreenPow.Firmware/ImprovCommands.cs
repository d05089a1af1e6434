using System;
using System.Collections;
using nanoFramework.Device.Bluetooth;
using nanoFramework.Device.Bluetooth.GenericAttributeProfile;

namespace GreenPow.Firmware
{
    /// <summary>
    /// The characteristic that a phone writes its commands to. A command of 258 bytes comes in 13 writes of 20, and a signature may keep
    /// the main loop for seconds, so two whole commands wait here; more are refused by silence.
    /// </summary>
    public sealed class ImprovCommands
    {
        private const int LargestCount = 26;

        private readonly object _gate = new object();
        private readonly ArrayList _waiting = new ArrayList();
        private readonly string _uuid;

        public ImprovCommands(string uuid)
        {
            _uuid = uuid;
        }

        public bool AddTo(GattLocalService service)
        {
            GattLocalCharacteristicResult created = service.CreateCharacteristic(
                new Guid(_uuid),
                new GattLocalCharacteristicParameters { CharacteristicProperties = GattCharacteristicProperties.Write | GattCharacteristicProperties.WriteWithoutResponse });
            if (created.Error != BluetoothError.Success) return false;
            created.Characteristic.WriteRequested += OnWrite;
            return true;
        }

        public byte[] Take()
        {
            lock (_gate)
            {
                if (_waiting.Count == 0) return null;
                byte[] first = (byte[])_waiting[0];
                _waiting.RemoveAt(0);
                return first;
            }
        }

        private void OnWrite(GattLocalCharacteristic sender, GattWriteRequestedEventArgs e)
        {
            GattWriteRequest request = e.GetRequest();
            byte[] command = new byte[(int)request.Value.Length];
            DataReader.FromBuffer(request.Value).ReadBytes(command);
            lock (_gate)
            {
                if (_waiting.Count < LargestCount) _waiting.Add(command);
            }

            request.Respond();
        }
    }
}
