using GreenPow.Gateway.Web;
using GreenPow.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GreenPow.Gateway.Devices;

public static class ApplicationsApi
{
    public static void MapApplicationsApi(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/applications", ApplyAsync).WithTags("Devices").WithSummary("Hands in a site: from then on it is stored and shown, and may log in; the DAO decides whether it is minted for.").NeedsChain();

    private static async Task<Results<Created<ApplicationAccepted>, BadRequest<string>, Conflict<string>>> ApplyAsync(
        Application application, Catalogue catalogue, IChainHead chain, LiveFeed live, TimeProvider time, CancellationToken cancellation)
    {
        var verdict = Admission.Judge(application, await chain.NetworkAsync(cancellation), catalogue.Device, time.GetUtcNow());
        if (verdict.Device is not { } device) return TypedResults.BadRequest(verdict.Refusal);
        if (!catalogue.AddDevice(device)) return TypedResults.Conflict($"The key of device {device.Id} has applied before.");
        live.PublishDevice(device.Id.ToString());
        return TypedResults.Created($"/api/devices/{device.Id}", new ApplicationAccepted(device.Id.ToString(), DeviceView.StateName(device.State)));
    }
}

/// <summary>The answer to an application.</summary>
public sealed record ApplicationAccepted(string DeviceId, string State);
