using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.DataProtection;

namespace GreenPow.Gateway;

/// <summary>What every feature shares: the gateway's own options, its clock, and the feed of what open pages show at once.</summary>
public static class GatewayHost
{
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<LiveFeed>();
        builder.Services.AddHostedService<InputWatch>();
        var options = builder.Configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true); // its port and folder are used before the host starts
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(options.FolderOf("pages")));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.HttpPort));
        return builder;
    }
}
