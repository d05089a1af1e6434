namespace GreenPow.Gateway.Web;

/// <summary>HEAD is answered like GET, without the body: the server leaves it out by itself.</summary>
public static class HeadRequests
{
    public static void UseHead(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        // The stream of events has no end that a caller without a body could see.
        if (!HttpMethods.IsHead(context.Request.Method) || context.Request.Path == EventsApi.Path)
        {
            await next(context);
            return;
        }
        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
        }
    });
}
