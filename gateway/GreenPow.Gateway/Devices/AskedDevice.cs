using GreenPow.Storage;

namespace GreenPow.Gateway.Devices;

/// <summary>The device that an address of a page or of the API names.</summary>
public static class AskedDevice
{
    public const string IdIs = "Device id: 32 hexadecimal digits, in either case.";

    /// <summary>Null if no such device has applied. People copy ids from places that write hex in upper case.</summary>
    // Upper case is not canonical for a device id.
#pragma warning disable CA1308
    public static DeviceRecord? Asked(this Catalogue catalogue, string id) => DeviceId.TryParse(id.ToLowerInvariant(), out var device) ? catalogue.Device(device) : null;
#pragma warning restore CA1308

    public static string Unknown(string id) => $"No device '{id}' has applied here; a deviceId is 32 hex digits.";
}
