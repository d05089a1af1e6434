using System.Collections.Immutable;
using GreenPow.Energy;
using GreenPow.Gateway.Minting;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>How exact a device's counters are, by the same computation as the evidence: a share of what was counted, and the zero error of the time.</summary>
public static class CounterBound
{
    /// <summary>Energy between the first and the newest sealed report with its bound, by channel; empty without two of one run of counters.</summary>
    public static ImmutableArray<EnergyBound> Of(Catalogue catalogue, DeviceRecord device, DeviceStatus status)
    {
        if (SealedAt(catalogue, device, 1) is not { } first || status.SealedSequence < 2 || SealedAt(catalogue, device, status.SealedSequence) is not { } last) return [];
        var calibrations = Calibrations.Of(device, catalogue.RecordsOf(device.Id, FrameKind.Commissioning));
        return Between(SealedChain.PointOf(first, calibrations.For(first)), SealedChain.PointOf(last, calibrations.For(last)));
    }

    public static ImmutableArray<EnergyBound> Between(SealedPoint first, SealedPoint last)
    {
        var whole = new SealedStep(first, last, StepVerdict.Counts, "");
        return first.Segment != last.Segment || first.Channels.Length != last.Channels.Length || !first.ClockSynchronised || !last.ClockSynchronised ? []
            : [.. Enumerable.Range(0, last.Channels.Length).Select(channel => whole.Energy(channel))];
    }

    private static SealedReport? SealedAt(Catalogue catalogue, DeviceRecord device, ulong sequence) => catalogue.SealedReports(device.Id, sequence, sequence).FirstOrDefault();
}
