using System.Buffers.Binary;
using System.Security.Cryptography;
using GreenPow.Wire;

namespace GreenPow.Simulator.LongRun;

/// <summary>A SHA-256 as a value.</summary>
public readonly record struct FrameHash(ulong A, ulong B, ulong C, ulong D)
{
    public static FrameHash Of(ReadOnlySpan<byte> frame)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(frame, hash);
        return From(hash);
    }

    public static FrameHash From(ReadOnlySpan<byte> hash) => new(
        BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(hash[16..]), BinaryPrimitives.ReadUInt64BigEndian(hash[24..]));

    public void CopyTo(Span<byte> into)
    {
        BinaryPrimitives.WriteUInt64BigEndian(into, A);
        BinaryPrimitives.WriteUInt64BigEndian(into[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(into[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(into[24..], D);
    }
}

/// <summary>What the gateway of a long run keeps of a report.</summary>
public sealed class KeptReport
{
    public KeptReport(ReportFrame frame, ReadOnlySpan<byte> bytes)
    {
        Sequence = frame.Sequence;
        Hash = FrameHash.Of(bytes);
        Previous = FrameHash.From(frame.Previous);
        SlotStart = frame.SlotStart;
        SlotSeconds = frame.SlotSeconds;
        Flags = frame.Flags;
        BootCount = frame.BootCount;
        EnergyMilliwattHours = new long[frame.ChannelCount];
        VoltageMillivolts = new uint[frame.ChannelCount];
        UncertaintyHundredths = new ushort[frame.ChannelCount];
        CurveMilliwattHours = frame.IntervalCount == 0 ? null : new double[frame.ChannelCount];
        for (var index = 0; index < frame.ChannelCount; index++)
        {
            var channel = frame.Channels[index];
            EnergyMilliwattHours[index] = (long)channel.EnergyMilliwattHours;
            VoltageMillivolts[index] = channel.VoltageMillivolts;
            UncertaintyHundredths[index] = channel.UncertaintyHundredths;
            for (var interval = 0; interval < frame.IntervalCount; interval++)
                CurveMilliwattHours![index] += (double)channel.MeanPowerMilliwatts[interval] * frame.SlotSeconds / frame.IntervalCount / 3600;
        }
    }

    public ulong Sequence { get; }
    public FrameHash Hash { get; }
    public FrameHash Previous { get; }
    public long SlotStart { get; }
    public int SlotSeconds { get; }
    public ushort Flags { get; }
    public uint BootCount { get; }
    public long[] EnergyMilliwattHours { get; }
    public uint[] VoltageMillivolts { get; }
    public ushort[] UncertaintyHundredths { get; }

    /// <summary>Null in a report without a curve.</summary>
    public double[]? CurveMilliwattHours { get; }

    public long SlotEnd => SlotStart + SlotSeconds;
    public bool IsSealed => (Flags & ReportFlags.Sealed) != 0;
    public bool HasUtc => (Flags & ReportFlags.ClockNotSynchronised) == 0;
    public bool OpensSegment => (Flags & ReportFlags.HistoryLost) != 0;
}
