namespace GreenPow.Mqtt;

/// <summary>The MQTT versions spoken here; the value is the protocol level byte of CONNECT.</summary>
public enum ProtocolVersion
{
    V311 = 4,
    V5 = 5,
}
