using System;
using System.Collections.Generic;

namespace nanoFramework.Device.Bluetooth.GenericAttributeProfile;

[Flags]
public enum GattCharacteristicProperties : uint
{
    None = 0,
    Read = 2,
    WriteWithoutResponse = 4,
    Write = 8,
    Notify = 16,
}

public class GattLocalService
{
    internal GattLocalService(Guid uuid) => Uuid = uuid;

    internal Guid Uuid { get; }

    internal List<GattLocalCharacteristic> Characteristics { get; } = [];

    public GattLocalCharacteristicResult CreateCharacteristic(Guid characteristicUuid, GattLocalCharacteristicParameters parameters)
    {
        var characteristic = new GattLocalCharacteristic(characteristicUuid, parameters.CharacteristicProperties);
        Characteristics.Add(characteristic);
        return new GattLocalCharacteristicResult(characteristic);
    }
}

public class GattLocalCharacteristicParameters
{
    public GattCharacteristicProperties CharacteristicProperties { get; set; }
}

public class GattLocalCharacteristicResult
{
    internal GattLocalCharacteristicResult(GattLocalCharacteristic characteristic) => Characteristic = characteristic;

    public GattLocalCharacteristic Characteristic { get; }

    public BluetoothError Error => BluetoothError.Success;
}
