using System;
using System.Collections;
using GreenPow.Core;
using nanoFramework.Device.Bluetooth;
using nanoFramework.Device.Bluetooth.Advertisement;
using nanoFramework.Device.Bluetooth.GenericAttributeProfile;

namespace GreenPow.Firmware
{
    /// <summary>The GATT service of Improv Wi-Fi (improv-wifi.com, "Improv via BLE"): five characteristics and its advertisement.</summary>
    public sealed class ImprovService : IImprovRadio
    {
        private const byte FlagsSection = 0x01;
        private const byte CompleteList128Section = 0x07;
        private const byte CompleteNameSection = 0x09;
        private const byte ServiceData16Section = 0x16;

        /// <summary>00467768-6228-2272-4663-277478268000, least significant byte first.</summary>
        private static readonly byte[] ServiceUuid =
        {
            0x00, 0x80, 0x26, 0x78, 0x74, 0x27, 0x63, 0x46, 0x72, 0x22, 0x28, 0x62, 0x68, 0x77, 0x46, 0x00
        };

        private readonly ImprovValue _state = new ImprovValue("00467768-6228-2272-4663-277478268001");
        private readonly ImprovValue _error = new ImprovValue("00467768-6228-2272-4663-277478268002");
        private readonly ImprovValue _result = new ImprovValue("00467768-6228-2272-4663-277478268004");
        private readonly ImprovValue _capabilities = new ImprovValue("00467768-6228-2272-4663-277478268005");
        private readonly ImprovCommands _commands = new ImprovCommands("00467768-6228-2272-4663-277478268003");
        private GattServiceProvider _provider;

        public bool IsRunning => _provider != null;

        public bool Start(string deviceName, byte[] serviceData)
        {
            if (_provider != null) return true;
            try
            {
                BluetoothLEServer.Instance.DeviceName = deviceName;
                GattServiceProviderResult created = GattServiceProvider.Create(new Guid("00467768-6228-2272-4663-277478268000"));
                if (created.Error != BluetoothError.Success) return false;
                GattLocalService service = created.ServiceProvider.Service;
                if (!_capabilities.AddTo(service) || !_state.AddTo(service) || !_error.AddTo(service) || !_commands.AddTo(service) || !_result.AddTo(service)) return false;
                created.ServiceProvider.StartAdvertising(Advertisement(deviceName, serviceData));
                _provider = created.ServiceProvider;
                return true;
            }
            catch (Exception e)
            {
                Console.WriteLine("bluetooth: " + e.Message);
                return false;
            }
        }

        public void Stop()
        {
            if (_provider == null) return;
            _provider.StopAdvertising();
            _provider = null;
            BluetoothLEServer.Instance.Stop();
        }

        public void SetState(byte state) => _state.Set(new byte[] { state }, 1, _provider != null);

        public void SetError(byte error) => _error.Set(new byte[] { error }, 1, _provider != null);

        public void SetResult(byte[] result, int count) => _result.Set(result, count, _provider != null);

        public void SetCapabilities(byte capabilities) => _capabilities.Set(new byte[] { capabilities }, 1, false);

        public byte[] TakeCommand() => _commands.Take();

        // The platform would give service data the long UUID, which does not fit; Improv's has the short one, 0x4677,
        // and fills the 31 bytes together with flags and service UUID. The name goes into the scan response.
        private static GattServiceProviderAdvertisingParameters Advertisement(string deviceName, byte[] serviceData)
        {
            byte[] data = new byte[2 + serviceData.Length];
            data[0] = 0x77;
            data[1] = 0x46;
            Array.Copy(serviceData, 0, data, 2, serviceData.Length);
            GattServiceProviderAdvertisingParameters parameters = new GattServiceProviderAdvertisingParameters { CustomAdvertisement = true };
            ArrayList sections = parameters.Advertisement.DataSections;
            sections.Clear();
            // Generally discoverable, no classic Bluetooth.
            sections.Add(Section(FlagsSection, new byte[] { 0x06 }));
            sections.Add(Section(CompleteList128Section, ServiceUuid));
            sections.Add(Section(ServiceData16Section, data));
            sections.Add(Section(CompleteNameSection, System.Text.Encoding.UTF8.GetBytes(deviceName)));
            return parameters;
        }

        private static BluetoothLEAdvertisementDataSection Section(byte type, byte[] bytes) => new BluetoothLEAdvertisementDataSection(type, new nanoFramework.Device.Bluetooth.Buffer(bytes));
    }
}
