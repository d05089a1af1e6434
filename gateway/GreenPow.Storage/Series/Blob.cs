namespace GreenPow.Storage;

/// <summary>Compact bytes for a database column: numbers as LEB128 (seven bits a byte, lowest first), hashes as they are.</summary>
internal sealed class BlobWriter
{
    private byte[] bytes = new byte[1024];
    private int length;

    public void Number(ulong value)
    {
        Reserve(10);
        for (; value >= 0x80; value >>= 7) bytes[length++] = (byte)(value & 0x7F | 0x80);
        bytes[length++] = (byte)value;
    }

    /// <summary>Signed: zigzag, so that small negatives stay short.</summary>
    public void Signed(long value) => Number(unchecked((ulong)(value << 1 ^ value >> 63)));

    public void Raw(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(bytes.AsSpan(length));
        length += value.Length;
    }

    public byte[] TakeArray()
    {
        var taken = bytes.AsSpan(0, length).ToArray();
        length = 0;
        return taken;
    }

    private void Reserve(int more)
    {
        if (bytes.Length - length < more) Array.Resize(ref bytes, Math.Max(2 * bytes.Length, length + more));
    }
}

internal ref struct BlobReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = rest[0];
            rest = rest[1..];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
    }

    public long Signed()
    {
        var value = Number();
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    public byte[] Raw(int count)
    {
        var value = rest[..count].ToArray();
        rest = rest[count..];
        return value;
    }
}
