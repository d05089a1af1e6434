using GreenPow.Gateway.Web;
using GreenPow.Storage;
using GreenPow.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Devices.Updates;

public static class UpdateApi
{
    /// <summary>Firmware for a device: handed in as a whole, sent in pieces. Open in the demo and from this machine; there are no roles here yet that could allow it to others.</summary>
    public static void MapUpdateApi(this IEndpointRouteBuilder app)
    {
        var update = app.MapGroup("/api/devices/{id}/update").WithTags("Devices");
        update.MapPost("/", BeginAsync).WithSummary("Takes a signed firmware file (./greenpow release sign) as the body and begins to send it; the device decides whether it takes it.")
            .TakesBytes($"A signed firmware file, at most {UpdateHeader.Length + UpdateHeader.MaximumImageLength} bytes.").CanFail(StatusCodes.Status403Forbidden);
        update.MapGet("/", Show).WithSummary("Where the newest update of a device stands, and what the device runs.");
    }

    private static async Task<Results<Accepted<UpdateView>, NotFound<string>, BadRequest<string>, ProblemHttpResult>> BeginAsync(
        string id, HttpContext context, Catalogue catalogue, UpdateDesk desk, IOptions<GatewayOptions> options, CancellationToken cancellation)
    {
        if (!options.Value.Demo && !Caller.IsFromHere(context)) return TypedResults.Problem("Firmware is taken from this machine only, until people can sign in.", statusCode: StatusCodes.Status403Forbidden);
        if (catalogue.Asked(id)?.Id is not { } device) return TypedResults.NotFound(AskedDevice.Unknown(id));
        const int Most = UpdateHeader.Length + UpdateHeader.MaximumImageLength;
        var file = new byte[Most + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(file, file.Length, throwOnEndOfStream: false, cancellation);
        if (length > Most) return TypedResults.BadRequest($"The file has more than {Most} bytes, a device takes no more.");
        if (UpdateRun.TryBegin(file[..length], out var reason) is not { } run) return TypedResults.BadRequest($"This is no firmware for a device: {reason}.");
        await desk.BeginAsync(device, run, cancellation);
        return TypedResults.Accepted($"/api/devices/{device}/update", UpdateView.Of(run, DeviceCondition.Of(catalogue, device)));
    }

    private static Results<Ok<UpdateView>, NotFound<string>> Show(string id, Catalogue catalogue, UpdateDesk desk)
    {
        if (catalogue.Asked(id)?.Id is not { } device) return TypedResults.NotFound(AskedDevice.Unknown(id));
        return desk.Of(device) is { } run
            ? TypedResults.Ok(UpdateView.Of(run, DeviceCondition.Of(catalogue, device)))
            : TypedResults.NotFound($"No update of device {device} has been handed in since the gateway's start.");
    }
}

/// <summary>Where an update stands.</summary>
/// <param name="State">"sending", "checking", "staged" (runs from the next start), "refused", or "running": the device has said in a signed status frame that it runs this image.</param>
/// <param name="Reason">Why it was refused; null otherwise.</param>
/// <param name="Version">Four numbers with dots.</param>
/// <param name="Digest">SHA-256 of the image, 64 hex digits.</param>
/// <param name="RunningVersion">Of the device's newest status frame; null if it never sent one.</param>
public sealed record UpdateView(string State, string? Reason, int ReceivedBytes, int TotalBytes, string Version, string Digest, string? RunningVersion)
{
    public static UpdateView Of(UpdateRun run, DeviceCondition? condition)
    {
        var digest = Convert.ToHexStringLower(run.Header.ImageDigest);
        var state = condition?.FirmwareDigest == digest ? "running" : run.State switch
        {
            UpdateProgress.Checking => "checking",
            UpdateProgress.Staged => "staged",
            UpdateProgress.Refused => "refused",
            _ => "sending",
        };
        return new(state, state == "refused" ? UpdateFault.Text(run.Fault) : null, run.Received, run.Total, string.Join('.', run.Header.Version), digest, condition?.FirmwareVersion);
    }
}
