using System.Buffers.Binary;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using GreenPow.Gateway.Devices;
using GreenPow.Gateway.Web;
using GreenPow.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GreenPow.Gateway.Metering;

/// <summary>Energy of a device by steps. A step without reports is a gap: its energy is null, never zero and never interpolated.</summary>
public sealed record SeriesAnswer(string DeviceId, int StepSeconds, ImmutableArray<ChannelSeriesAnswer> Channels);

public sealed record ChannelSeriesAnswer(int Index, string Role, ImmutableArray<SeriesPointAnswer> Points);

/// <param name="State">"sealed", "provisional" or "gap".</param>
/// <param name="CoveredSeconds">How much of the step the reports tell of.</param>
public sealed record SeriesPointAnswer(long StartUnixSeconds, string State, long? EnergyMilliwattHours, long? MeanPowerMilliwatts, int CoveredSeconds);

/// <summary>How many frames of a device met which fate.</summary>
/// <param name="Missing">Sequences between the first and last sealed one that never came.</param>
/// <param name="Refused">Ever, in any period: a refused frame has no time that can be believed.</param>
/// <param name="SharesCounted">Valid, in time and used once, in sealed reports.</param>
public sealed record CountsAnswer(string DeviceId, long Received, long Sealed, long Provisional, long Missing, long Refused, long SharesCounted, long SharesNotCounted);

/// <summary>A frame that was refused, for its owner to see.</summary>
public sealed record RejectAnswer(long ReceivedAtUnixMilliseconds, string Reason, string Text, string FrameHex);

public static class SeriesApi
{
    private const int MostPoints = 20_000;
    private const string FromIs = "Unix seconds, 0 to 4294967295; a day before to if absent.";
    private const string ToIs = "Unix seconds, 0 to 4294967295, not before from; now if absent. It does not belong to the time itself.";

    public static void MapSeriesApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/devices/{id}/series", Series).WithTags("Metering")
            .WithSummary("Energy and mean power by steps, half-open from 'from' to 'to' (unix seconds); default: the last 24 h in steps of 60 s.");
        app.MapGet("/api/devices/{id}/frames", Frames).WithTags("Metering").Produces<byte[]>(contentType: "application/octet-stream")
            .WithSummary("The sealed chain in sequence order: per frame a u16 little-endian length, then the frame.");
        app.MapGet("/api/devices/{id}/counts", Counts).WithTags("Metering")
            .WithSummary("Reports and shares of a device in a period, and all its refused frames; default: the last 24 h.");
        app.MapGet("/api/rejects", Rejects).WithTags("Metering").WithSummary("The newest refused frames of a device, with the reason.");
    }

    private static Results<Ok<SeriesAnswer>, NotFound<string>, BadRequest<BadParameter>> Series(
        [Description(AskedDevice.IdIs)] string id, Catalogue catalogue, TimeProvider time, [Description(FromIs)] long? from, [Description(ToIs)] long? to,
        [Description("Seconds, 60 to 31536000; at most 20000 points are answered.")] int step = 60)
    {
        if (catalogue.Asked(id)?.Id is not { } device) return TypedResults.NotFound(AskedDevice.Unknown(id));
        if (!TryPeriod(from, to, time, out var start, out var end, out var fault)) return TypedResults.BadRequest(fault!);
        if (step is < 60 or > 31_536_000) return TypedResults.BadRequest(new BadParameter("step", $"step is {step} s; it goes from 60 to 31536000 s."));
        if ((end - start) / step > MostPoints) return TypedResults.BadRequest(new BadParameter("step", $"step is {step} s, which makes {(end - start) / step} points of the time from {start} to {end}; at most {MostPoints} are answered, take a longer step."));
        var series = catalogue.Series(device, start, end, step);
        return TypedResults.Ok(new SeriesAnswer(device.ToString(), series.StepSeconds,
        [
            .. series.Channels.Select(channel => new ChannelSeriesAnswer(channel.Index, ChannelView.RoleName(channel.Role),
            [
                .. channel.Points.Select(point => new SeriesPointAnswer(
                    point.StartUnixSeconds, StateName(point.State), point.EnergyMilliwattHours, point.MeanPowerMilliwatts, point.CoveredSeconds)),
            ])),
        ]));
    }

    private static Results<PushStreamHttpResult, NotFound<string>, BadRequest<BadParameter>> Frames(
        [Description(AskedDevice.IdIs)] string id, Catalogue catalogue, [Description("First sequence, from 1 on.")] long fromSequence = 1)
    {
        if (catalogue.Asked(id)?.Id is not { } device) return TypedResults.NotFound(AskedDevice.Unknown(id));
        if (fromSequence < 1) return TypedResults.BadRequest(new BadParameter("fromSequence", $"fromSequence is {fromSequence}; sequences begin at 1."));
        return TypedResults.Stream(async body =>
        {
            var length = new byte[2];
            foreach (var frame in catalogue.FramesFrom(device, (ulong)fromSequence))
            {
                BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)frame.Length);
                await body.WriteAsync(length);
                await body.WriteAsync(frame);
            }
        }, "application/octet-stream");
    }

    private static Results<Ok<CountsAnswer>, NotFound<string>, BadRequest<BadParameter>> Counts(
        [Description(AskedDevice.IdIs)] string id, Catalogue catalogue, TimeProvider time, [Description(FromIs)] long? from, [Description(ToIs)] long? to)
    {
        if (catalogue.Asked(id)?.Id is not { } device) return TypedResults.NotFound(AskedDevice.Unknown(id));
        if (!TryPeriod(from, to, time, out var start, out var end, out var fault)) return TypedResults.BadRequest(fault!);
        var reports = catalogue.ReportCounts(device, start, end);
        var shares = catalogue.Shares(device, start, end);
        var counted = shares.Count(share => share.Verdict == ShareVerdict.Counted);
        return TypedResults.Ok(new CountsAnswer(device.ToString(), reports.Received, reports.Sealed, reports.Provisional, reports.Missing,
            catalogue.RejectCounts(device).Values.Sum(), counted, shares.Length - counted));
    }

    private static Results<Ok<ImmutableArray<RejectAnswer>>, NotFound<string>> Rejects([Description(AskedDevice.IdIs)] string device, Catalogue catalogue)
    {
        if (catalogue.Asked(device)?.Id is not { } id) return TypedResults.NotFound(AskedDevice.Unknown(device));
        return TypedResults.Ok(ImmutableArray.CreateRange(catalogue.Rejects(id).Select(reject => new RejectAnswer(
            reject.ReceivedAt.ToUnixTimeMilliseconds(), reject.Reason.ToString(), reject.Text, Convert.ToHexStringLower(reject.Frame)))));
    }

    /// <summary>The last 24 h where nothing is said. A frame's times are 32 bits, so others are nobody's.</summary>
    private static bool TryPeriod(long? from, long? to, TimeProvider time, out long start, out long end, [NotNullWhen(false)] out BadParameter? fault)
    {
        end = to ?? time.GetUtcNow().ToUnixTimeSeconds();
        start = from ?? Math.Max(0, Math.Clamp(end, 0, uint.MaxValue) - 86_400);
        fault = start is < 0 or > uint.MaxValue ? new("from", $"from is {start}; unix seconds go from 0 to {uint.MaxValue}.")
            : end is < 0 or > uint.MaxValue ? new("to", $"to is {end}; unix seconds go from 0 to {uint.MaxValue}.")
            : end < start ? new("to", $"to ({end}) is before from ({start}).")
            : null;
        return fault is null;
    }

    private static string StateName(PointState state) => state switch
    {
        PointState.Gap => "gap",
        PointState.Provisional => "provisional",
        PointState.Sealed => "sealed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no such point state"),
    };
}
