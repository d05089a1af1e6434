namespace GreenPow.Mqtt;

/// <summary>Where a property may stand (MQTT 5.0, table 2-4).</summary>
[Flags]
internal enum PropertyScope
{
    None = 0,
    Connect = 1,
    Will = 2,
    ConnAck = 4,
    Publish = 8,
    Acknowledgement = 16,
    Subscribe = 32,
    Unsubscribe = 64,
    Disconnect = 128,
    Message = Publish | Will,
    Everywhere = 255,
}
