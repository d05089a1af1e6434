namespace System;

/// <summary>The chip's span: part of a byte array. .NET has none of this name.</summary>
public readonly ref struct SpanByte
{
    private readonly byte[] array;
    private readonly int start;
    private readonly int length;

    public SpanByte(byte[] array)
        : this(array, 0, array?.Length ?? 0)
    {
    }

    public SpanByte(byte[] array, int start, int length)
    {
        if (start < 0 || length < 0 || start + length > (array?.Length ?? 0))
            throw new ArgumentOutOfRangeException(nameof(length));
        (this.array, this.start, this.length) = (array, start, length);
    }

    public static implicit operator SpanByte(byte[] array) => new(array);

    /// <summary>For the device libraries.</summary>
    public Span<byte> AsSpan() => new(array, start, length);
}
