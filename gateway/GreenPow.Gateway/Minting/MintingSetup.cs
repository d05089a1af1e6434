namespace GreenPow.Gateway.Minting;

public static class MintingSetup
{
    /// <summary>The DAO's chain, the closing of epochs, mint requests and claims.</summary>
    public static WebApplicationBuilder AddMinting(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MintOptions>().BindConfiguration(MintOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<DaoChain>();
        builder.Services.AddSingleton<IChainHead>(services => services.GetRequiredService<DaoChain>());
        builder.Services.AddHostedService(services => services.GetRequiredService<DaoChain>());
        return builder;
    }

    public static void MapMinting(this WebApplication app)
    {
    }
}
