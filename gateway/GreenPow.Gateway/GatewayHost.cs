using Microsoft.AspNetCore.DataProtection;

namespace GreenPow.Gateway;

/// <summary>What every feature shares: the gateway's own options and clock.</summary>
public static class GatewayHost
{
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(TimeProvider.System);
        var options = builder.Configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(options.FolderOf("pages")));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(options.HttpPort));
        return builder;
    }
}
