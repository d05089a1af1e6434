using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>The bytes of a `have` frame; pure.</summary>
public static class HaveMessage
{
    /// <param name="loginCounter">Of the device's current login: one without history believes no other.</param>
    public static byte[] Of(DeviceId device, HaveState have, ulong loginCounter, DateTimeOffset now, byte[] macKey)
    {
        var frame = new HaveFrame { LoginCounter = loginCounter, IssuedAt = (uint)now.ToUnixTimeSeconds(), Sequence = have.Sequence };
        device.CopyTo(frame.DeviceId);
        have.FrameHash.CopyTo(frame.FrameHash, 0);
        foreach (var gap in have.Missing.Take(HaveFrame.MaximumRanges - 1)) AddRange(frame, gap.FromSequence, gap.Count);
        // Where everything that is held ends: a device whose history is gone may not tell what lies beyond a hole a second time.
        if (frame.RangeCount > 0) AddRange(frame, have.NewestSealed + 1, 1);
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        DeviceMac.Seal(macKey, bytes, 0, frame.LengthBeforeMac);
        return bytes;
    }

    private static void AddRange(HaveFrame frame, ulong from, ulong count)
    {
        frame.RangeFrom[frame.RangeCount] = from;
        frame.RangeLengths[frame.RangeCount] = (uint)Math.Min(count, uint.MaxValue);
        frame.RangeCount++;
    }
}
