using System.Net;
using GreenPow.Gateway.Minting;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Web;

/// <summary>
/// Names under which pages and API are served: this machine's own, and that of the public address. A page of somebody else that makes its
/// own name point to this machine reaches nothing.
/// </summary>
public static class ServedHosts
{
    public static void UseServedHosts(this IApplicationBuilder app)
    {
        var publicUrl = app.ApplicationServices.GetRequiredService<IOptions<MintOptions>>().Value.PublicUrl;
        app.Use(async (context, next) =>
        {
            var host = context.Request.Host.Host;
            if (IsServed(host, publicUrl)) await next(context);
            else
                await TypedResults.Problem($"Nothing is served under the name '{host}': only under localhost, loopback addresses and the host of Minting:PublicUrl.", statusCode: StatusCodes.Status400BadRequest)
                    .ExecuteAsync(context);
        });
    }

    /// <param name="host">Without a port; an IPv6 address in brackets.</param>
    /// <param name="publicUrl">Null where there is none.</param>
    public static bool IsServed(string host, string? publicUrl)
    {
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return true;
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)) return true;
        return Uri.TryCreate(publicUrl, UriKind.Absolute, out var url) && host.Equals(url.Host, StringComparison.OrdinalIgnoreCase);
    }
}
