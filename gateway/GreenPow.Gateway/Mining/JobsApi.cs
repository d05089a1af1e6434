using System.Collections.Immutable;
using System.ComponentModel;
using GreenPow.Gateway.Devices;
using GreenPow.Gateway.Web;
using GreenPow.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GreenPow.Gateway.Mining;

/// <summary>A job with everything needed to recompute its shares: Keccak-256 of header and nonce, read little-endian, at most the target.</summary>
/// <param name="Target">64 hex digits, most significant first.</param>
/// <param name="HashesPerShare">floor(2^256 / (target + 1)), as a decimal string.</param>
/// <param name="PoolNonce">16 bytes in hex; the header's merkle root is SHA-256 of device id, job id (u32, little-endian) and this.</param>
/// <param name="Header">76 bytes in hex, all but the nonce.</param>
public sealed record JobView(
    uint JobId, long IssuedAtUnixSeconds, long ExpiresAtUnixSeconds, uint TargetBits, string Target, string HashesPerShare, string PoolNonce,
    ulong BlockNumber, string BlockHash, string Header, ImmutableArray<ShareView> Shares);

/// <param name="Verdict">"counted", "late", "belowTarget", "unknownJob" or "repeated".</param>
public sealed record ShareView(uint Nonce, ulong Sequence, long ReceivedAtUnixSeconds, string Verdict);

public static class JobsApi
{
    private const int DefaultSeconds = 3600;
    private const int MaximumSeconds = 86_400;

    public static void MapJobsApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/jobs", Jobs).WithTags("Mining").WithSummary("Jobs of a device that lived between from and to (unix seconds; the last hour if absent, a day at most), with what came of them.");

    private static Results<Ok<ImmutableArray<JobView>>, NotFound<string>, BadRequest<BadParameter>> Jobs(
        [Description(AskedDevice.IdIs)] string device, [Description("Unix seconds, 0 to 4294967295; an hour before to if absent.")] long? from,
        [Description("Unix seconds, at most a day after from; now if absent.")] long? to, Catalogue catalogue, TimeProvider time)
    {
        if (catalogue.Asked(device)?.Id is not { } id) return TypedResults.NotFound(AskedDevice.Unknown(device));
        var end = to ?? time.GetUtcNow().ToUnixTimeSeconds();
        if (end is < 0 or > uint.MaxValue) return TypedResults.BadRequest(new BadParameter("to", $"to is {end}; unix seconds go from 0 to {uint.MaxValue}."));
        var start = from ?? Math.Max(0, end - DefaultSeconds);
        if (start is < 0 or > uint.MaxValue) return TypedResults.BadRequest(new BadParameter("from", $"from is {start}; unix seconds go from 0 to {uint.MaxValue}."));
        if (end < start) return TypedResults.BadRequest(new BadParameter("to", $"to ({end}) is before from ({start})."));
        if (end - start > MaximumSeconds) return TypedResults.BadRequest(new BadParameter("from", $"from ({start}) is {end - start} s before to ({end}); jobs are told for at most {MaximumSeconds} s."));
        var jobs = catalogue.Jobs(id, start, end);
        if (jobs.IsEmpty) return TypedResults.Ok(ImmutableArray<JobView>.Empty);
        // A share's slot ends within its job's life or one slot later; wire version 1 has slots of at most an hour.
        var shares = catalogue.Shares(id, jobs[0].IssuedAt.ToUnixTimeSeconds(), jobs[^1].ExpiresAt.ToUnixTimeSeconds() + DefaultSeconds).ToLookup(share => share.JobId);
        return TypedResults.Ok<ImmutableArray<JobView>>([.. jobs.Select(job => View(job, shares[job.JobId]))]);
    }

    private static JobView View(MiningJob job, IEnumerable<ShareEntry> shares) => new(
        job.JobId, job.IssuedAt.ToUnixTimeSeconds(), job.ExpiresAt.ToUnixTimeSeconds(), job.TargetBits,
        Convert.ToHexStringLower(ShareTarget.Expand(job.TargetBits).ToByteArray(isUnsigned: true, isBigEndian: true)).PadLeft(64, '0'),
        ShareTarget.ExpectedHashes(job.TargetBits).ToString(), Convert.ToHexStringLower(job.PoolNonce),
        job.BlockNumber, Convert.ToHexStringLower(job.BlockHash), Convert.ToHexStringLower(job.Header()),
        [.. shares.Select(share => new ShareView(share.Nonce, share.Sequence, share.ReceivedAt.ToUnixTimeSeconds(), NameOf(share.Verdict)))]);

    private static string NameOf(ShareVerdict verdict) => verdict switch
    {
        ShareVerdict.Counted => "counted",
        ShareVerdict.Late => "late",
        ShareVerdict.BelowTarget => "belowTarget",
        ShareVerdict.UnknownJob => "unknownJob",
        ShareVerdict.Repeated => "repeated",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "no such verdict"),
    };
}
