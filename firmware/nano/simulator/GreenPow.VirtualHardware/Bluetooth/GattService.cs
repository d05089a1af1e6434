namespace GreenPow.VirtualHardware.Bluetooth;

/// <summary>A service that the firmware offers, and how it is advertised.</summary>
public sealed record GattService(Guid Uuid, string DeviceName, byte[] ServiceData, IReadOnlyList<GattCharacteristic> Characteristics);
