namespace GreenPow.Mqtt;

/// <summary>The five refusals of MQTT 3.1.1 (table 3.1) and the MQTT 5 reason codes that mean the same.</summary>
internal static class ConnectReturnCode
{
    public static byte FromReason(ReasonCode reason) => reason switch
    {
        ReasonCode.Success => 0,
        ReasonCode.UnsupportedProtocolVersion => 1,
        ReasonCode.ClientIdentifierNotValid => 2,
        ReasonCode.ServerUnavailable or ReasonCode.ServerBusy or ReasonCode.ServerShuttingDown or ReasonCode.QuotaExceeded => 3,
        ReasonCode.BadUserNameOrPassword => 4,
        _ => 5,
    };

    public static ReasonCode ToReason(byte code) => code switch
    {
        0 => ReasonCode.Success,
        1 => ReasonCode.UnsupportedProtocolVersion,
        2 => ReasonCode.ClientIdentifierNotValid,
        3 => ReasonCode.ServerUnavailable,
        4 => ReasonCode.BadUserNameOrPassword,
        5 => ReasonCode.NotAuthorized,
        _ => throw new MqttProtocolException(ReasonCode.MalformedPacket, $"CONNACK return code {code} does not exist."),
    };
}
