using System;
using System.Collections.Generic;
using GreenPow.DeviceLibrary;

namespace nanoFramework.Device.Bluetooth;

public class BluetoothLEServer : IDisposable
{
    private static BluetoothLEServer instance;

    internal BluetoothLEServer()
    {
    }

    public static BluetoothLEServer Instance => instance ??= new BluetoothLEServer();

    public string DeviceName { get; set; } = "nanoFramework";

    internal HashSet<Guid> Advertised { get; } = [];

    public void Stop()
    {
        foreach (var service in Advertised)
            Here.Board.Bluetooth.Stop(service);
        Advertised.Clear();
    }

    public void Dispose()
    {
        Stop();
        instance = null;
    }
}
