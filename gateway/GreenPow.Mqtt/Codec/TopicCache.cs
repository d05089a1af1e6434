namespace GreenPow.Mqtt;

/// <summary>Remembers the last few topics of one connection, because a device says the same one a thousand times.</summary>
internal sealed class TopicCache
{
    private const int Entries = 4;
    private readonly (byte[] Bytes, string Text)[] _entries = new (byte[], string)[Entries];
    private int _next;

    public string Read(ReadOnlySpan<byte> bytes)
    {
        foreach ((byte[] known, string text) in _entries)
        {
            if (known is not null && bytes.SequenceEqual(known))
                return text;
        }

        string read = StrictUtf8.Read(bytes);
        _entries[_next] = (bytes.ToArray(), read);
        _next = (_next + 1) % Entries;
        return read;
    }
}
