using System.Text.Json.Nodes;
using GreenPow.Simulator.Sites;

namespace GreenPow.Demo;

/// <summary>What the gateway says of itself at /api/network.</summary>
public sealed record DemoNetwork(NetworkInfo Info, GatewayDoor Door, int DayOffsetSeconds)
{
    private const int DaySeconds = 86_400;

    public static DemoNetwork From(JsonObject network) => new(
        new NetworkInfo(
            network["chainId"]!.GetValue<ulong>(), Bytes(network, "registry"), Bytes(network, "networkId"), Bytes(network, "gatewayPublicKey")),
        new GatewayDoor(network["mqttTlsPort"]!.GetValue<int>(), network["caCertificate"]!.GetValue<string>()),
        network["dayOffsetSeconds"]!.GetValue<int>());

    /// <summary>Unix seconds at which the last whole day of the DAO began.</summary>
    public long YesterdayStart(DateTimeOffset now) => (EpochOf(now.ToUnixTimeSeconds()) - 1) * DaySeconds - DayOffsetSeconds;

    /// <summary>The demo's epochs are single days.</summary>
    public long EpochOf(long unixSeconds)
    {
        var local = unixSeconds + DayOffsetSeconds;
        return local / DaySeconds - (local % DaySeconds < 0 ? 1 : 0);
    }

    private static byte[] Bytes(JsonObject network, string name)
    {
        var text = network[name]!.GetValue<string>();
        return Convert.FromHexString(text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text);
    }
}
