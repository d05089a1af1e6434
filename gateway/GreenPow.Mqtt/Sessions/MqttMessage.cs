namespace GreenPow.Mqtt;

/// <summary>A message on its way to subscribers; `From` is null for what the server itself publishes.</summary>
internal sealed record MqttMessage(
    string Topic, ReadOnlyMemory<byte> Payload, int Qos, bool Retain, MqttProperties? Properties, DateTimeOffset? ExpiresAt, MqttSession? From)
{
    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;

    /// <summary>The properties a subscriber sees: what the publisher sent, with the expiry counted down.</summary>
    public MqttProperties? PropertiesAt(DateTimeOffset now)
    {
        if (Properties is null)
            return null;
        return new MqttProperties
        {
            PayloadFormat = Properties.PayloadFormat,
            MessageExpirySeconds = ExpiresAt is { } end ? (uint)Math.Max(1, (end - now).TotalSeconds) : null,
            ContentType = Properties.ContentType,
            ResponseTopic = Properties.ResponseTopic,
            CorrelationData = Properties.CorrelationData,
            UserProperties = Properties.UserProperties,
        };
    }
}
