using System.Collections.Immutable;
using GreenPow.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GreenPow.Gateway.Devices;

public static class DevicesApi
{
    public static void MapDevicesApi(this IEndpointRouteBuilder app)
    {
        var devices = app.MapGroup("/api/devices").WithTags("Devices");
        devices.MapGet("/", ListAsync).WithSummary("Every device that has applied, with what is known of it now.");
        devices.MapGet("/{id}", OneAsync).WithSummary("One device, its public key and its channels.");
    }

    private static async Task<ImmutableArray<DeviceView>> ListAsync(Catalogue catalogue, DaoDay day, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var today = await day.StartOfAsync(now, cancellation);
        return [.. catalogue.Devices().Select(device => DeviceView.Of(device, catalogue.Status(device.Id, today, now)))];
    }

    private static async Task<Results<Ok<DeviceDetail>, NotFound<string>>> OneAsync(
        string id, Catalogue catalogue, DaoDay day, TimeProvider time, CancellationToken cancellation)
    {
        if (!DeviceId.TryParse(id, out var deviceId) || catalogue.Device(deviceId) is not { } device)
            return TypedResults.NotFound($"No device '{id}' has applied here; a deviceId is 32 hex digits.");
        var now = time.GetUtcNow();
        var status = catalogue.Status(deviceId, await day.StartOfAsync(now, cancellation), now);
        return TypedResults.Ok(DeviceDetail.Of(device, status, DeviceCondition.Of(catalogue, deviceId)));
    }
}
