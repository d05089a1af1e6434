namespace GreenPow.Gateway.Web;

public static class WebSetup
{
    /// <summary>Pages rendered on the server, the OpenAPI document and live events.</summary>
    public static WebApplicationBuilder AddWeb(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddOpenApi();
        builder.Services.AddSingleton<DaoDay>();
        builder.Services.AddSingleton<ChainPatience>();
        builder.Services.AddHostedService<ReportEvents>();
        return builder;
    }

    public static void MapWeb(this WebApplication app)
    {
        app.UseExceptionHandler("/problem", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/missing", createScopeForStatusCodePages: true);
        app.UseStaticFiles();
        app.UseAntiforgery();
        app.MapOpenApi();
        app.MapEventsApi();
        app.MapRazorComponents<App>();
    }
}
