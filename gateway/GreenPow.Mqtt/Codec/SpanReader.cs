using System.Buffers.Binary;

namespace GreenPow.Mqtt;

/// <summary>Reads the primitive fields of a packet body in order; running out of bytes is a malformed packet.</summary>
internal ref struct SpanReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public ReadOnlySpan<byte> Binary() => Take(UInt16());

    public string Text() => StrictUtf8.Read(Binary());

    public int VariableInteger()
    {
        if (!VariableByteInteger.TryRead(_rest, out int value, out int length))
            throw new MqttProtocolException(ReasonCode.MalformedPacket, "A variable byte integer is cut off.");
        _rest = _rest[length..];
        return value;
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw new MqttProtocolException(ReasonCode.MalformedPacket, $"A field needs {count} bytes, {_rest.Length} are left.");
        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public readonly void ExpectEnd()
    {
        if (!AtEnd)
            throw new MqttProtocolException(ReasonCode.MalformedPacket, $"{_rest.Length} bytes follow the last field.");
    }
}
