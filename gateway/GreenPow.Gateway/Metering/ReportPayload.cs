using System.Buffers.Binary;

namespace GreenPow.Gateway.Metering;

/// <summary>Cuts a report payload into its frames: each is preceded by its u16 length, little-endian.</summary>
public static class ReportPayload
{
    /// <param name="rest">What is left when a length does not fit; empty if the payload is well cut.</param>
    public static List<byte[]> Split(ReadOnlySpan<byte> payload, out byte[] rest)
    {
        var frames = new List<byte[]>();
        while (payload.Length >= 2 && BinaryPrimitives.ReadUInt16LittleEndian(payload) is var length && length > 0 && length <= payload.Length - 2)
        {
            frames.Add(payload.Slice(2, length).ToArray());
            payload = payload[(2 + length)..];
        }
        rest = payload.ToArray();
        return frames;
    }
}
