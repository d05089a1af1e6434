using System.Collections.Immutable;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Minting;

/// <summary>
/// One device's part in a site's history. Books count the site's sequences: a successor's report 1 follows the last report that its succession
/// frame names, in a segment of its own, so that no difference ever spans two meters.
/// </summary>
/// <param name="Before">Reports of the devices before it.</param>
/// <param name="Last">Its own last report that belongs to the site; null while it is the site's device.</param>
/// <param name="Number">0 for the first device.</param>
public sealed record SiteTerm(DeviceRecord Device, ulong Before, ulong? Last, int Number)
{
    // A device opens a segment only by losing its history: nowhere near as often.
    private const uint SegmentsPerTerm = 1_000_000;

    public ulong LastOfSite => Last is { } last ? Before + last : ulong.MaxValue;

    public uint SegmentOfSite(uint segment) => (uint)Number * SegmentsPerTerm + segment;

    /// <summary>The devices of a site up to this one, oldest first; only this one where a device before it is not known here.</summary>
    public static ImmutableArray<SiteTerm> Of(DeviceRecord device, Func<DeviceId, DeviceRecord?> known)
    {
        var devices = new List<DeviceRecord> { device };
        while (devices[0].Follows is { } old && known(old) is { } before && !devices.Contains(before)) devices.Insert(0, before);
        var terms = ImmutableArray.CreateBuilder<SiteTerm>(devices.Count);
        ulong reports = 0;
        for (var number = 0; number < devices.Count; number++)
        {
            ulong? last = number + 1 < devices.Count ? EndOf(devices[number + 1]) : null;
            terms.Add(new(devices[number], reports, last, number));
            reports += last ?? 0;
        }
        return terms.MoveToImmutable();
    }

    private static ulong EndOf(DeviceRecord successor)
    {
        var frame = new SuccessionFrame();
        return frame.TryRead(successor.SuccessionFrame, 0, successor.SuccessionFrame.Length, out var fault) ? frame.OldSequence
            : throw new InvalidDataException($"The succession frame of {successor.Name} cannot be read: {FrameFault.Text(fault)}");
    }
}
