using System.Net;
using GreenPow.Mqtt;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Devices;

public static class DevicesSetup
{
    /// <summary>The gateway's key, the MQTT endpoint on its loopback port, and what devices may do there.</summary>
    public static WebApplicationBuilder AddDevices(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services =>
            GatewayIdentity.LoadOrCreate(Path.Combine(services.GetRequiredService<IOptions<GatewayOptions>>().Value.FolderOf("gateway"), "gateway.key")));
        builder.Services.AddSingleton<DevicePresence>();
        builder.Services.AddSingleton<HaveDesk>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HaveDesk>());
        builder.Services.AddSingleton<Expulsion>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Expulsion>());
        var listener = new MqttListener();
        builder.Services.AddSingleton(listener);
        builder.Services.AddMqttEndpoint<DeviceMqttHandler>();
        var options = builder.Configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.MqttPort, listen =>
        {
            listener.Listen = listen;
            listen.UseMqtt();
        }));
        return builder;
    }
}
