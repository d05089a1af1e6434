using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace GreenPow.Gateway.Devices;

/// <summary>Where the MQTT endpoint listens, also when a free port was asked for.</summary>
public sealed class MqttListener
{
    // Kestrel writes the bound address back into the options that it listens by.
    internal ListenOptions? Listen { private get; set; }

    internal ListenOptions? ListenTls { private get; set; }

    /// <summary>The bound port without TLS; 0 before the server has started.</summary>
    public int Port => Listen?.IPEndPoint?.Port ?? 0;

    /// <summary>The bound port with TLS; 0 before the server has started.</summary>
    public int TlsPort => ListenTls?.IPEndPoint?.Port ?? 0;
}
