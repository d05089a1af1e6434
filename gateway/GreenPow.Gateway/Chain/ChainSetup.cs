namespace GreenPow.Gateway.Chain;

public static class ChainSetup
{
    /// <summary>The DAO's chain, for everybody who needs its newest block or its contracts.</summary>
    public static WebApplicationBuilder AddChain(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DaoChain>();
        builder.Services.AddSingleton<IChainHead>(services => services.GetRequiredService<DaoChain>());
        builder.Services.AddHostedService(services => services.GetRequiredService<DaoChain>());
        return builder;
    }
}
