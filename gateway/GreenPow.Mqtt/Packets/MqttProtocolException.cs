namespace GreenPow.Mqtt;

/// <summary>The peer broke the protocol; the only exception that bytes from outside can cause, and it ends the connection.</summary>
public sealed class MqttProtocolException(ReasonCode reason, string message) : Exception(message)
{
    public ReasonCode Reason { get; } = reason;
}
