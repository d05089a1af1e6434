namespace GreenPow.Gateway.Web;

public static class WebSetup
{
    /// <summary>Pages rendered on the server, the OpenAPI document and live events.</summary>
    public static WebApplicationBuilder AddWeb(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddOpenApi(document => document.AddOperationTransformer(ApiDocument.DescribeAsync).AddSchemaTransformer(ApiDocument.PlainNumbersAsync));
        // Whatever cannot be read is an exception with the parameter's name: here to be shaped, at a page's form to be explained.
        builder.Services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        builder.Services.AddSingleton<DaoDay>();
        builder.Services.AddSingleton<ChainPatience>();
        return builder;
    }

    public static void MapWeb(this WebApplication app)
    {
        app.UseExceptionHandler("/problem", createScopeForErrors: true);
        app.UseServedHosts();
        app.UseStatusCodePagesWithReExecute("/missing", createScopeForStatusCodePages: true);
        app.UseHead();
        app.UseRouting();
        // Within the pages' own: what the API has answered is none of their business.
        app.UseWhen(IsApi, api => api.UseApiProblems());
        app.UseWhen(context => !IsApi(context), pages => pages.Use(UnreadFormAsync));
        app.UseStaticFiles();
        app.UseAntiforgery();
        app.MapOpenApi();
        app.MapEventsApi();
        app.MapGet("/devices", () => TypedResults.LocalRedirect("~/")).ExcludeFromDescription();
        app.MapRazorComponents<App>();
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments(ApiProblems.Path);

    private static async Task UnreadFormAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException unread) when (!context.Response.HasStarted)
        {
            // The page that explains is read, not sent: with the form's own method it would be taken for another form.
            context.Request.Method = HttpMethods.Get;
            context.Response.StatusCode = unread.StatusCode;
        }
    }
}
