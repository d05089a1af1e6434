using System.Collections.Immutable;
using System.Net;
using GreenPow.Gateway.Web;
using GreenPow.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Devices;

/// <summary>Commands to devices. There is no sign-in yet: everybody may in the demo, and otherwise only who asks from this machine itself.</summary>
public static class CommandsApi
{
    public static void MapCommandsApi(this IEndpointRouteBuilder app)
    {
        var commands = app.MapGroup("/api/devices/{id}/commands").WithTags("Devices").AddEndpointFilter(OnlyFromHereAsync);
        commands.MapPost("/", IssueAsync).WithSummary("Signs a command, or takes a key change that the owner's recovery key has signed, and sends it, now or when the device is back within 7 days.")
            .CanFail(StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status429TooManyRequests);
        commands.MapGet("/", Waiting).WithSummary("Commands that the device may still obey, oldest first.").CanFail(StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Accepted<CommandView>, ProblemHttpResult>> IssueAsync(
        string id, CommandInput input, Catalogue catalogue, CommandDesk desk, TimeProvider time, CancellationToken cancellation)
    {
        if (catalogue.Asked(id) is not { } device) return Unknown(id);
        if (device.State == DeviceState.Revoked) return Problem(StatusCodes.Status409Conflict, $"Device {device.Id} was revoked by the DAO and may not connect.");
        if (input.Frame is not null) return await HandInAsync(device, input, desk, time.GetUtcNow(), cancellation);
        if (!input.TryEncode(out var opcode, out var payload, out var fault)) return Problem(StatusCodes.Status400BadRequest, fault);
        return await desk.IssueAsync(device, opcode, payload, cancellation) is { } command
            ? TypedResults.Accepted($"/api/devices/{device.Id}/commands", CommandView.Of(command))
            : TooMany(device);
    }

    private static async Task<Results<Accepted<CommandView>, ProblemHttpResult>> HandInAsync(DeviceRecord device, CommandInput input, CommandDesk desk, DateTimeOffset now, CancellationToken cancellation)
    {
        if (input with { Frame = null } != new CommandInput(null)) return Problem(StatusCodes.Status400BadRequest, "A frame is signed as it is: no other field goes with it.");
        if (!RecoveryCommand.TryRead(input.Frame!, device, now, out var handed, out var fault)) return Problem(StatusCodes.Status400BadRequest, fault);
        var kept = await desk.HandInAsync(handed, cancellation);
        return kept is null ? TooMany(device)
            : kept.Frame.AsSpan().SequenceEqual(handed.Frame) ? TypedResults.Accepted($"/api/devices/{device.Id}/commands", CommandView.Of(kept))
            : Problem(StatusCodes.Status409Conflict, $"Another command waits for device {device.Id} under counter {handed.Counter}; sign the key change again.");
    }

    private static ProblemHttpResult TooMany(DeviceRecord device) =>
        Problem(StatusCodes.Status429TooManyRequests, $"{StoredCommand.MaximumWaiting} commands wait for device {device.Id} already; each waits at most 7 days.");

    private static Results<Ok<ImmutableArray<CommandView>>, ProblemHttpResult> Waiting(string id, Catalogue catalogue, TimeProvider time) =>
        catalogue.Asked(id) is { } device
            ? TypedResults.Ok(catalogue.WaitingCommands(device.Id, time.GetUtcNow()).Select(CommandView.Of).ToImmutableArray()) : Unknown(id);

    private static async ValueTask<object?> OnlyFromHereAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var isDemo = http.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value.Demo;
        return isDemo || Caller.IsFromHere(http) ? await next(context)
            : Problem(StatusCodes.Status403Forbidden, "Commands are taken from this machine only, until people can sign in.");
    }

    private static ProblemHttpResult Unknown(string id) => Problem(StatusCodes.Status404NotFound, AskedDevice.Unknown(id));

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
