// nanoframework/nanoFramework.Device.Bluetooth v1.1.123, nanoFramework.Device.Bluetooth/GenericAttributeProfile/{GattServiceProvider,GattServiceProviderResult,
// GattServiceProviderAdvertisingParameters,GattLocalService,GattLocalCharacteristic,GattLocalCharacteristicParameters,GattLocalCharacteristicResult,
// GattCharacteristicProperties,GattReadRequest,GattReadRequestedEventArgs,GattWriteRequest,GattWriteRequestedEventArgs}.cs.
namespace nanoFramework.Device.Bluetooth.GenericAttributeProfile
{
    using System;

    [Flags]
    public enum GattCharacteristicProperties : uint
    {
        None = 0,
        Read = 2,
        WriteWithoutResponse = 4,
        Write = 8,
        Notify = 16,
    }

    public class GattServiceProvider
    {
        internal extern GattServiceProvider();
        public static extern GattServiceProviderResult Create(Guid serviceUuid);
        public extern GattLocalService Service { get; }
        public extern void StartAdvertising(GattServiceProviderAdvertisingParameters parameters);
        public extern void StopAdvertising();
    }

    public class GattServiceProviderResult
    {
        internal extern GattServiceProviderResult();
        public extern BluetoothError Error { get; }
        public extern GattServiceProvider ServiceProvider { get; }
    }

    public class GattServiceProviderAdvertisingParameters
    {
        public extern GattServiceProviderAdvertisingParameters();
        public extern bool CustomAdvertisement { get; set; }
        public extern Advertisement.BluetoothLEAdvertisement Advertisement { get; }
    }

    public class GattLocalService
    {
        internal extern GattLocalService();
        public extern GattLocalCharacteristicResult CreateCharacteristic(Guid characteristicUuid, GattLocalCharacteristicParameters parameters);
    }

    public class GattLocalCharacteristicParameters
    {
        public extern GattLocalCharacteristicParameters();
        public extern GattCharacteristicProperties CharacteristicProperties { get; set; }
    }

    public class GattLocalCharacteristicResult
    {
        internal extern GattLocalCharacteristicResult();
        public extern GattLocalCharacteristic Characteristic { get; }
        public extern BluetoothError Error { get; }
    }

    public class GattLocalCharacteristic
    {
        internal extern GattLocalCharacteristic();

        public delegate void GattLocalCharacteristicReadEventHandler(GattLocalCharacteristic sender, GattReadRequestedEventArgs ReadRequestEventArgs);

        public delegate void GattLocalCharacteristicWriteEventHandler(GattLocalCharacteristic sender, GattWriteRequestedEventArgs WriteRequestEventArgs);

        public extern event GattLocalCharacteristicReadEventHandler ReadRequested;
        public extern event GattLocalCharacteristicWriteEventHandler WriteRequested;
        public extern GattClientNotificationResult[] NotifyValue(Buffer value);
    }

    public class GattClientNotificationResult
    {
        internal extern GattClientNotificationResult();
    }

    public class GattReadRequestedEventArgs
    {
        internal extern GattReadRequestedEventArgs();
        public extern GattReadRequest GetRequest();
    }

    public class GattReadRequest
    {
        internal extern GattReadRequest();
        public extern void RespondWithValue(Buffer value);
    }

    public class GattWriteRequestedEventArgs
    {
        internal extern GattWriteRequestedEventArgs();
        public extern GattWriteRequest GetRequest();
    }

    public class GattWriteRequest
    {
        internal extern GattWriteRequest();
        public extern Buffer Value { get; }
        public extern void Respond();
    }
}
