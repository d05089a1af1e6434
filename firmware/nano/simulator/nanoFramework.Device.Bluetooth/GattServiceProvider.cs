using System;
using System.Linq;
using GreenPow.DeviceLibrary;
using GreenPow.VirtualHardware.Bluetooth;
using nanoFramework.Device.Bluetooth.Advertisement;

namespace nanoFramework.Device.Bluetooth.GenericAttributeProfile;

public class GattServiceProvider
{
    internal GattServiceProvider(Guid service) => Service = new GattLocalService(service);

    public GattLocalService Service { get; }

    public static GattServiceProviderResult Create(Guid serviceUuid)
    {
        Here.Run.Require();
        return new GattServiceProviderResult(new GattServiceProvider(serviceUuid));
    }

    public void StartAdvertising(GattServiceProviderAdvertisingParameters parameters)
    {
        var server = BluetoothLEServer.Instance;
        server.Advertised.Add(Service.Uuid);
        Here.Board.Bluetooth.Advertise(new GattService(
            Service.Uuid, parameters.Advertisement.Sections(Service.Uuid, server.DeviceName, parameters.CustomAdvertisement),
            [.. Service.Characteristics.Select(characteristic => characteristic.OnAir)]));
    }

    public void StopAdvertising()
    {
        Here.Board.Bluetooth.Stop(Service.Uuid);
        BluetoothLEServer.Instance.Advertised.Remove(Service.Uuid);
    }
}

public class GattServiceProviderResult
{
    internal GattServiceProviderResult(GattServiceProvider provider) => ServiceProvider = provider;

    public BluetoothError Error => BluetoothError.Success;

    public GattServiceProvider ServiceProvider { get; }
}

public class GattServiceProviderAdvertisingParameters
{
    /// <summary>Otherwise the library adds service and name by itself.</summary>
    public bool CustomAdvertisement { get; set; }

    public BluetoothLEAdvertisement Advertisement { get; } = new();
}
