using System.Net;
using System.Security.Authentication;
using GreenPow.Gateway.Devices.Updates;
using GreenPow.Mqtt;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Devices;

public static class DevicesSetup
{
    /// <summary>The gateway's key, the MQTT endpoint on its loopback ports with and without TLS, and what devices may do there.</summary>
    public static WebApplicationBuilder AddDevices(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services =>
            GatewayIdentity.LoadOrCreate(Path.Combine(services.GetRequiredService<IOptions<GatewayOptions>>().Value.FolderOf("gateway"), "gateway.key")));
        builder.Services.AddSingleton<KnownNetwork>();
        builder.Services.AddSingleton<DevicePresence>();
        builder.Services.AddSingleton<HaveDesk>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HaveDesk>());
        builder.Services.AddSingleton<Applicants>();
        builder.Services.AddSingleton<RecordDesk>();
        builder.Services.AddSingleton<CommandDesk>();
        builder.Services.AddSingleton<Expulsion>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Expulsion>());
        builder.Services.AddSingleton<UpdateDesk>();
        builder.Services.AddHostedService(services => services.GetRequiredService<UpdateDesk>());
        var listener = new MqttListener();
        builder.Services.AddSingleton(listener);
        builder.Services.AddMqttEndpoint<DeviceMqttHandler>();
        var options = builder.Configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new();
        builder.Services.AddSingleton(services => TlsAuthority.LoadOrCreate(
            services.GetRequiredService<IOptions<GatewayOptions>>().Value.FolderOf("gateway"),
            options.MqttTlsNames.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            services.GetRequiredService<TimeProvider>()));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.MqttPort, listen =>
            {
                listener.Listen = listen;
                listen.UseMqtt();
            });
            kestrel.Listen(IPAddress.Loopback, options.MqttTlsPort, listen =>
            {
                listener.ListenTls = listen;
                UseTls(listen);
                listen.UseMqtt();
            });
        });
        return builder;
    }

    private static void UseTls(ListenOptions listen)
    {
        var authority = listen.ApplicationServices.GetRequiredService<TlsAuthority>();
        // No ALPN: a meter's client offers none.
        listen.Protocols = HttpProtocols.None;
        listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ServerCertificateSelector = (_, _) => authority.ServerCertificate(),
        });
    }
}
