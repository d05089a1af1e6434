namespace GreenPow.Gateway.Minting;

public static class MintingSetup
{
    /// <summary>The closing of epochs, mint requests and claims.</summary>
    public static WebApplicationBuilder AddMinting(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MintOptions>().BindConfiguration(MintOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return builder;
    }

    public static void MapMinting(this WebApplication app)
    {
    }
}
