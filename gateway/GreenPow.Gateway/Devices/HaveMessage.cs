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
        foreach (var gap in have.Missing.Take(HaveFrame.MaximumRanges))
        {
            frame.RangeFrom[frame.RangeCount] = gap.FromSequence;
            frame.RangeLengths[frame.RangeCount] = (uint)Math.Min(gap.Count, uint.MaxValue);
            frame.RangeCount++;
        }
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        DeviceMac.Seal(macKey, bytes, 0, frame.LengthBeforeMac);
        return bytes;
    }
}
