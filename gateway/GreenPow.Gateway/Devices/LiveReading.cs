using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>What a device says of this second: unsigned, for display only, never counted and never minted.</summary>
/// <param name="PowerMilliwatts">Generation of a meter, received of a storage from all its feeders.</param>
/// <param name="UnixSeconds">When it arrived, for the device's clock proves nothing.</param>
public sealed record LiveReading(
    string DeviceId, long UnixSeconds, long PowerMilliwatts, ImmutableArray<long> ChannelMilliwatts, ImmutableArray<long> ChannelMillivolts, long HashesPerSecond)
{
    private const int MaximumChannels = 6;

    /// <summary>Null if the payload is not what docs/protocol.md says.</summary>
    public static LiveReading? Read(DeviceRecord device, ReadOnlySpan<byte> payload, DateTimeOffset receivedAt)
    {
        try
        {
            return JsonSerializer.Deserialize<Message>(payload) is { Milliwatts: { Length: > 0 and <= MaximumChannels } power, Millivolts: { Length: <= MaximumChannels } voltage } message
                ? new(device.Id.ToString(), receivedAt.ToUnixTimeSeconds(), PowerOf(device, power), [.. power], [.. voltage], message.HashesPerSecond)
                : null;
        }
        catch (JsonException)
        {
            return null; // A live value that cannot be read is not shown; nothing hangs on it.
        }
    }

    // The n-th value is of the n-th commissioned channel. Display only: absurd values wrap instead of stopping anything.
    private static long PowerOf(DeviceRecord device, long[] milliwatts)
    {
        var role = device.Kind == DeviceKind.Meter ? ChannelRole.Generation : ChannelRole.StorageReceived;
        var sum = 0L;
        for (var channel = 0; channel < Math.Min(milliwatts.Length, device.Channels.Length); channel++)
            if (device.Channels[channel].Role == role) sum = unchecked(sum + milliwatts[channel]);
        return sum;
    }

    private sealed record Message(
        [property: JsonPropertyName("mw")] long[]? Milliwatts, [property: JsonPropertyName("mv")] long[]? Millivolts, [property: JsonPropertyName("hps")] long HashesPerSecond);
}
