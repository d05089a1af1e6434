using System.Net;

namespace GreenPow.Gateway.Web;

/// <summary>Who asks.</summary>
public static class Caller
{
    /// <summary>Somebody on this machine. Behind a proxy everybody comes from here; what a proxy adds gives it away.</summary>
    public static bool IsFromHere(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !http.Request.Headers.ContainsKey("Forwarded") && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Via");
}
