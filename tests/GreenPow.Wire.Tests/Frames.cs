using FsCheck;
using FsCheck.Fluent;
using GreenPow.Wire;

namespace GreenPow.Wire.Tests;

/// <summary>Generators of bytes and of frames with every field in range.</summary>
internal static class Frames
{
    public static Gen<byte[]> Bytes(int length) => Gen.ArrayOf(Gen.Choose(0, 255).Select(i => (byte)i), length);

    public static Gen<byte[]> AnyBytes(int maximumLength) => Gen.Choose(0, maximumLength).SelectMany(Bytes);

    /// <summary>Any kind with any fields that its reader takes.</summary>
    public static Gen<AnyFrame> Valid() =>
        from kind in Gen.Elements(AnyFrame.Kinds)
        from seed in Gen.Choose(0, int.MaxValue)
        select Valid(kind, new Random(seed));

    public static byte[] Write(AnyFrame frame)
    {
        var bytes = new byte[frame.Length];
        Assert.Equal(bytes.Length, frame.Write(bytes, 0));
        return bytes;
    }

    private static AnyFrame Valid(byte kind, Random random)
    {
        var frame = AnyFrame.Of(kind);
        FillAtRandom(frame.Fields, random);
        switch (frame.Fields)
        {
            case ReportFrame f: BringInRange(f, random); break;
            case StatusFrame f: BringInRange(f, random); break;
            case CommissioningFrame f: BringInRange(f, random); break;
            case HaveFrame f: BringInRange(f, random); break;
            case WorkFrame f:
                f.JobId |= 1;
                f.Algorithm = WorkFrame.AlgorithmKeccak256;
                f.TargetBits = (uint)random.Next(3, 33) << 24 | (uint)random.Next(1, 0x800000);
                break;
            case LoginFrame f: f.Counter |= 1; break;
            case CommandFrame f:
                f.Counter |= 1;
                f.Opcode = (byte)random.Next(CommandOpcode.Identify, CommandOpcode.KeyChange + 1);
                break;
            case OwnershipFrame: break;
            case SuccessionFrame f: f.OldSequence |= 1; break;
        }
        return frame;
    }

    private static void BringInRange(ReportFrame f, Random random)
    {
        f.Sequence |= 1;
        f.Flags &= ReportFlags.All;
        if (!f.IsSealed)
            Array.Clear(f.Signature);
        f.ShareCount = (byte)random.Next(0, ReportFrame.MaximumShares + 1);
        f.ChannelCount = (byte)random.Next(1, ReportFrame.MaximumChannels + 1);
        f.IntervalCount = (byte)random.Next(0, ReportFrame.MaximumIntervals + 1);
        f.SlotSeconds = (ushort)(Math.Max((byte)1, f.IntervalCount) * random.Next(1, 5000));
        foreach (var channel in f.Channels)
        {
            FillAtRandom(channel, random);
            channel.Role = (byte)random.Next(1, 12);
            channel.EnergyMilliwattHours &= long.MaxValue;
        }
    }

    private static void BringInRange(StatusFrame f, Random random)
    {
        f.SignerKind = (byte)random.Next(1, 3);
        f.ChannelCount = (byte)random.Next(1, 7);
        foreach (var channel in f.Channels)
        {
            channel.Role = (byte)random.Next(1, 12);
            channel.Instrument = (byte)random.Next(1, 6);
            channel.Calibration = (byte)random.Next(256);
        }
    }

    private static void BringInRange(CommissioningFrame f, Random random)
    {
        f.Record |= 1;
        f.FromSequence |= 1;
        f.LatitudeMillidegrees = random.Next(-90_000, 90_001);
        f.LongitudeMillidegrees = random.Next(-180_000, 180_001);
        f.TiltTenthDegrees = (ushort)random.Next(0, 901);
        f.AzimuthTenthDegrees = (ushort)random.Next(0, 3600);
        f.ChannelCount = (byte)random.Next(1, 7);
        foreach (var channel in f.Channels)
        {
            FillAtRandom(channel, random);
            channel.Role = (byte)random.Next(1, 12);
            channel.Instrument = (byte)random.Next(1, 6);
        }
    }

    private static void BringInRange(HaveFrame f, Random random)
    {
        f.RangeCount = (byte)random.Next(0, HaveFrame.MaximumRanges + 1);
        for (var i = 0; i < f.RangeCount; i++)
        {
            f.RangeFrom[i] = (ulong)random.NextInt64(1, long.MaxValue);
            f.RangeLengths[i] = (uint)random.NextInt64(1, uint.MaxValue);
        }
    }

    private static void FillAtRandom(object target, Random random)
    {
        foreach (var field in target.GetType().GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance))
        {
            switch (field.GetValue(target))
            {
                case byte[] bytes: random.NextBytes(bytes); break;
                case Array numbers when numbers.GetType().GetElementType()!.IsPrimitive:
                    for (var i = 0; i < numbers.Length; i++)
                        numbers.SetValue(Number(numbers.GetType().GetElementType()!, random), i);
                    break;
                case Array: break;
                default: field.SetValue(target, Number(field.FieldType, random)); break;
            }
        }
    }

    private static object Number(Type type, Random random)
    {
        var bytes = new byte[8];
        random.NextBytes(bytes);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Byte => bytes[0],
            TypeCode.SByte => unchecked((sbyte)bytes[0]),
            TypeCode.UInt16 => BitConverter.ToUInt16(bytes),
            TypeCode.UInt32 => BitConverter.ToUInt32(bytes),
            TypeCode.Int32 => BitConverter.ToInt32(bytes),
            TypeCode.UInt64 => BitConverter.ToUInt64(bytes),
            _ => throw new NotSupportedException(type.Name),
        };
    }
}
