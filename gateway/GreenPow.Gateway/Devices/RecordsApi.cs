using System.Collections.Immutable;
using System.ComponentModel;
using GreenPow.Storage;
using GreenPow.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GreenPow.Gateway.Devices;

/// <summary>A signed record of a device as it came.</summary>
/// <param name="Kind">commissioning, ownership or succession.</param>
/// <param name="Frame">Hexadecimal; whoever has the device's key can check it.</param>
public sealed record RecordView(string Kind, long ReceivedAtUnixSeconds, string Frame);

public static class RecordsApi
{
    public static void MapRecordsApi(this IEndpointRouteBuilder app) => app.MapGet("/api/devices/{id}/records", Of).WithTags("Devices")
        .WithSummary("The commissioning, ownership and succession frames that a device has published, newest first.");

    private static Results<Ok<ImmutableArray<RecordView>>, NotFound<string>> Of([Description(AskedDevice.IdIs)] string id, Catalogue catalogue) =>
        catalogue.Asked(id) is { } device
            ? TypedResults.Ok(catalogue.Records(device.Id)
                .Select(record => new RecordView(FrameKind.Name(record.Kind), record.ReceivedAt.ToUnixTimeSeconds(), Convert.ToHexStringLower(record.Frame))).ToImmutableArray())
            : TypedResults.NotFound(AskedDevice.Unknown(id));
}
