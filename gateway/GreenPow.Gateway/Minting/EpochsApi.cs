using System.Collections.Immutable;
using System.ComponentModel;
using GreenPow.Gateway.Devices;
using GreenPow.Gateway.Web;
using GreenPow.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GreenPow.Gateway.Minting;

/// <summary>A closed epoch.</summary>
/// <param name="State">closed, voting, rejected, queued, active or claimed.</param>
/// <param name="Root">Null if nothing was minted.</param>
/// <param name="RequestId">The Governor's proposal id as a decimal; null before it was handed in.</param>
/// <param name="Reason">Why it was rejected; empty otherwise.</param>
public sealed record EpochView(
    long Number, long FromUnixSeconds, long ToUnixSeconds, string State, string? Root, string? RequestId, string EnergyWei, string DecaWei,
    string EvidenceSha256, string Reason, long ClosedAtUnixSeconds)
{
    public static EpochView Of(EpochRecord epoch) => new(
        epoch.Number, epoch.FromUnixSeconds, epoch.ToUnixSeconds, StateWord(epoch.State), epoch.Root is null ? null : "0x" + Convert.ToHexStringLower(epoch.Root),
        epoch.RequestId, epoch.EnergyWei, epoch.DecaWei, Convert.ToHexStringLower(epoch.EvidenceSha256), epoch.Reason, epoch.ClosedAt.ToUnixTimeSeconds());

    public static string StateWord(EpochState state) => state switch
    {
        EpochState.Closed => "closed",
        EpochState.Voting => "voting",
        EpochState.Rejected => "rejected",
        EpochState.Queued => "queued",
        EpochState.Active => "active",
        EpochState.Claimed => "claimed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };
}

public static class EpochsApi
{
    private const string Json = "application/json";

    public static void MapEpochsApi(this IEndpointRouteBuilder app)
    {
        var epochs = app.MapGroup("/api/epochs").WithTags("Epochs");
        epochs.MapGet("/", (Catalogue catalogue) => (ImmutableArray<EpochView>)[.. catalogue.Epochs().Select(EpochView.Of)])
            .WithSummary("Closed epochs, newest first.");
        epochs.MapGet("/{number}/leaves", Leaves).WithSummary("The leaves of an epoch's root as a standard-v1 dump of @openzeppelin/merkle-tree.").Produces<LeavesDump>(contentType: Json).CanFail(StatusCodes.Status400BadRequest);
        epochs.MapGet("/{number}/evidence", Evidence).WithSummary("The evidence file whose SHA-256 is in the mint request, byte for byte.").Produces<EpochEvidence>(contentType: Json).CanFail(StatusCodes.Status400BadRequest);
        epochs.MapGet("/{number}/evidence/{deviceId}", EvidenceOfDevice).WithSummary("The evidence of one device.").CanFail(StatusCodes.Status400BadRequest);
    }

    private static Results<FileContentHttpResult, NotFound<string>> Leaves([Description("Epoch.")] long number, Catalogue catalogue) =>
        catalogue.EpochLeaves(number) is { Length: > 0 } leaves ? TypedResults.File(leaves, Json)
        : TypedResults.NotFound($"Epoch {number} has no leaves: it is not closed, or it minted nothing.");

    private static Results<FileContentHttpResult, NotFound<string>> Evidence([Description("Epoch.")] long number, Catalogue catalogue) =>
        catalogue.EpochEvidence(number) is { } evidence ? TypedResults.File(evidence, Json)
        : TypedResults.NotFound($"Epoch {number} is not closed.");

    private static Results<Ok<SiteEvidence>, NotFound<string>> EvidenceOfDevice(
        [Description("Epoch.")] long number, [Description(AskedDevice.IdIs)] string deviceId, Catalogue catalogue)
    {
        if (catalogue.EpochEvidence(number) is not { } evidence) return TypedResults.NotFound($"Epoch {number} is not closed.");
        var site = EpochEvidence.FromJson(evidence).Sites.FirstOrDefault(site => site.DeviceId.Equals(deviceId, StringComparison.OrdinalIgnoreCase));
        return site is not null ? TypedResults.Ok(site) : TypedResults.NotFound($"Epoch {number} has no evidence of device '{deviceId}'.");
    }
}
