using GreenPow.Wire;

namespace GreenPow.Simulator.LongRun;

/// <summary>Remembers every frame that ever left the device: no sequence may leave with two contents, unless the storage was lost between.</summary>
public sealed class FrameWitness
{
    private readonly Dictionary<ulong, (ulong Hash, int LostStorages)> seen = [];

    /// <summary>Looks at one payload; returns how many frames it held.</summary>
    public long Left(byte[] payload, int lostStorages)
    {
        var frames = 0;
        for (var at = 0; at < payload.Length; frames++)
        {
            var length = Bytes.ReadUInt16(payload, at);
            var frame = payload.AsSpan(at + 2, length);
            var sequence = Bytes.ReadUInt64(payload, at + 2 + FrameHeader.Length);
            var hash = FrameHash.Of(frame).A;
            if (!seen.TryGetValue(sequence, out var before) || before.LostStorages != lostStorages)
                seen[sequence] = (hash, lostStorages);
            else if (before.Hash != hash)
                throw new LifeFailureException($"Two different frames left the device as report {sequence}");
            at += 2 + length;
        }
        return frames;
    }
}
