namespace GreenPow.VirtualHardware.Bluetooth;

/// <summary>A service that the firmware offers, and the sections of the advertisement that goes before it.</summary>
public sealed record GattService(Guid Uuid, IReadOnlyList<AdvertisementSection> Advertisement, IReadOnlyList<GattCharacteristic> Characteristics)
{
    /// <summary>Bytes of the first section of a type (Bluetooth Assigned Numbers, 2.3), or null.</summary>
    public byte[]? Section(byte type) => Advertisement.FirstOrDefault(section => section.Type == type)?.Data;
}

/// <summary>One section: its type and what follows.</summary>
public sealed record AdvertisementSection(byte Type, byte[] Data);
