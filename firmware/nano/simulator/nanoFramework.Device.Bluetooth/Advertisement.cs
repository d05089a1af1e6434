using System;
using System.Collections;
using System.Linq;
using System.Text;
using GreenPow.VirtualHardware.Bluetooth;

namespace nanoFramework.Device.Bluetooth.Advertisement;

public class BluetoothLEAdvertisement
{
    internal BluetoothLEAdvertisement()
    {
    }

    public ArrayList DataSections { get; } = [];

    /// <summary>What goes out: the given sections, and unless they are everything, service and name.</summary>
    internal AdvertisementSection[] Sections(Guid service, string deviceName, bool isCustom)
    {
        var given = DataSections.Cast<BluetoothLEAdvertisementDataSection>().Select(section => section.Section);
        const byte completeList128 = 0x07, completeName = 0x09;
        return isCustom ? [.. given] :
        [
            .. given, new AdvertisementSection(completeList128, [.. service.ToByteArray(bigEndian: true).Reverse()]),
            new AdvertisementSection(completeName, Encoding.UTF8.GetBytes(deviceName)),
        ];
    }
}

public class BluetoothLEAdvertisementDataSection
{
    public BluetoothLEAdvertisementDataSection(byte dataType, Buffer data) => Section = new AdvertisementSection(dataType, data.Data);

    internal AdvertisementSection Section { get; }
}
