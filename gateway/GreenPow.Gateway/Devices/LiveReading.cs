using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using GreenPow.Storage;

namespace GreenPow.Gateway.Devices;

/// <summary>What a device says of this second: unsigned, for display only, never counted and never minted.</summary>
/// <param name="PowerMilliwatts">Of its first channel: generation of a meter, received of a storage.</param>
/// <param name="UnixSeconds">When it arrived, for the device's clock proves nothing.</param>
public sealed record LiveReading(
    string DeviceId, long UnixSeconds, long PowerMilliwatts, ImmutableArray<long> ChannelMilliwatts, ImmutableArray<long> ChannelMillivolts, long HashesPerSecond)
{
    private const int MaximumChannels = 6;

    /// <summary>Null if the payload is not what docs/protocol.md says.</summary>
    public static LiveReading? Read(DeviceId device, ReadOnlySpan<byte> payload, DateTimeOffset receivedAt)
    {
        try
        {
            return JsonSerializer.Deserialize<Message>(payload) is { Milliwatts: { Length: > 0 and <= MaximumChannels } power, Millivolts: { Length: <= MaximumChannels } voltage } message
                ? new(device.ToString(), receivedAt.ToUnixTimeSeconds(), power[0], [.. power], [.. voltage], message.HashesPerSecond)
                : null;
        }
        catch (JsonException)
        {
            return null; // A live value that cannot be read is not shown; nothing hangs on it.
        }
    }

    private sealed record Message(
        [property: JsonPropertyName("mw")] long[]? Milliwatts, [property: JsonPropertyName("mv")] long[]? Millivolts, [property: JsonPropertyName("hps")] long HashesPerSecond);
}
