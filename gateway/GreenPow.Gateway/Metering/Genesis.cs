using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Metering;

/// <summary>What a device's first report names as its predecessor: one history belongs to one network.</summary>
public static class Genesis
{
    public static byte[] Of(DeviceRecord device)
    {
        var digest = new byte[32];
        Identity.Genesis(device.NetworkId, device.Id.ToArray(), digest);
        return digest;
    }
}
