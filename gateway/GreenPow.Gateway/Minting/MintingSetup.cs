using GreenPow.Gateway.Minting.Demo;
using GreenPow.Gateway.NodeStorage;

namespace GreenPow.Gateway.Minting;

public static class MintingSetup
{
    /// <summary>The closing of epochs, mint requests and claims.</summary>
    public static WebApplicationBuilder AddMinting(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MintOptions>().BindConfiguration(MintOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<SiteSync>();
        builder.Services.AddSingleton<DemoAdmission>();
        builder.Services.AddSingleton<ClaimPusher>();
        builder.Services.AddSingleton<MintRequests>();
        builder.Services.AddSingleton<Ballots>();
        builder.Services.AddSingleton<Payouts>();
        builder.Services.AddSingleton<EpochCloser>();
        builder.Services.AddHostedService(services => services.GetRequiredService<EpochCloser>());
        return builder;
    }

    public static void MapMinting(this IEndpointRouteBuilder app)
    {
        app.MapEpochsApi();
        app.MapBallotsApi();
        app.MapPayoutsApi();
        app.MapStoragesApi();
        app.MapVoteForm();
    }
}
