using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GreenPow.Mqtt;

/// <summary>How an app gets the endpoint: register a handler, then say on which of Kestrel's ports MQTT is spoken.</summary>
public static class MqttExtensions
{
    public static IServiceCollection AddMqttEndpoint<THandler>(this IServiceCollection services, Action<MqttOptions>? configure = null)
        where THandler : class, IMqttHandler
    {
        services.AddOptions<MqttOptions>().Configure(options => configure?.Invoke(options)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<MqttEndpoint>();
        services.AddSingleton<MqttServer>();
        services.AddSingleton<IMqttHandler, THandler>();
        services.AddHostedService<MqttHousekeeping>();
        return services;
    }

    /// <summary>MQTT instead of HTTP on this port; `UseHttps` before it makes it MQTT over TLS.</summary>
    public static ListenOptions UseMqtt(this ListenOptions listen)
    {
        listen.UseConnectionHandler<MqttConnectionHandler>();
        return listen;
    }
}
