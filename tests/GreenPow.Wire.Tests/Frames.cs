using FsCheck;
using FsCheck.Fluent;
using GreenPow.Wire;

namespace GreenPow.Wire.Tests;

/// <summary>Generators of bytes and of frames with every field in range.</summary>
internal static class Frames
{
    public static Gen<byte[]> Bytes(int length) => Gen.ArrayOf(Gen.Choose(0, 255).Select(i => (byte)i), length);

    public static Gen<byte[]> AnyBytes(int maximumLength) => Gen.Choose(0, maximumLength).SelectMany(Bytes);
}
