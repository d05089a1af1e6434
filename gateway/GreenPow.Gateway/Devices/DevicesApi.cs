using System.Collections.Immutable;
using System.ComponentModel;
using GreenPow.Gateway.Web;
using GreenPow.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GreenPow.Gateway.Devices;

public static class DevicesApi
{
    public static void MapDevicesApi(this IEndpointRouteBuilder app)
    {
        var devices = app.MapGroup("/api/devices").WithTags("Devices");
        devices.MapGet("/", ListAsync).WithSummary("Every device that has applied, with what is known of it now.").NeedsChain();
        devices.MapGet("/{id}", OneAsync).WithSummary("One device, its public key and its channels.").NeedsChain();
    }

    private static async Task<ImmutableArray<DeviceView>> ListAsync(Catalogue catalogue, DaoDay day, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var today = await day.StartOfAsync(now, cancellation);
        return [.. catalogue.Devices().Select(device => DeviceView.Of(device, catalogue.Status(device.Id, today, now)))];
    }

    private static async Task<Results<Ok<DeviceDetail>, NotFound<string>>> OneAsync(
        [Description(AskedDevice.IdIs)] string id, Catalogue catalogue, DaoDay day, TimeProvider time, CancellationToken cancellation)
    {
        if (catalogue.Asked(id) is not { } device) return TypedResults.NotFound(AskedDevice.Unknown(id));
        var now = time.GetUtcNow();
        var status = catalogue.Status(device.Id, await day.StartOfAsync(now, cancellation), now);
        return TypedResults.Ok(DeviceDetail.Of(device, status, DeviceCondition.Of(catalogue, device.Id)));
    }
}
