namespace GreenPow.Release;

/// <summary>The source file that builds a public release key into the firmware.</summary>
public static class TrustedKey
{
    public const string Path = "firmware/GreenPow.Firmware/ReleaseKey.cs";

    /// <summary>The whole source file, in the chip's dialect.</summary>
    public static string Source(byte[] publicKey)
    {
        var rows = publicKey.Chunk(13).Select(row => "            " + string.Join(", ", row.Select(b => $"0x{b:x2}")) + ",\n");
        return $$"""
            namespace GreenPow.Firmware
            {
                /// <summary>The key whose signature an update must carry. Written by <c>./greenpow release use</c>; a test finds its .pub file in firmware/release.</summary>
                internal static class ReleaseKey
                {
                    /// <summary>Uncompressed P-256 point, 65 bytes.</summary>
                    public static readonly byte[] Bytes =
                    {
            {{string.Concat(rows)}}        };
                }
            }

            """;
    }
}
