using System.Text;

namespace GreenPow.Mqtt;

/// <summary>UTF-8 as MQTT wants it: well formed, no surrogates, no U+0000 (MQTT 5.0, section 1.5.4).</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Read(ReadOnlySpan<byte> bytes)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
            throw new MqttProtocolException(ReasonCode.MalformedPacket, "A text is not well-formed UTF-8.");
        if (bytes.Contains((byte)0))
            throw new MqttProtocolException(ReasonCode.MalformedPacket, "A text contains U+0000.");
        return Encoding.GetString(bytes);
    }

    public static int ByteCount(string text) => Encoding.GetByteCount(text);

    public static int Write(string text, Span<byte> into) => Encoding.GetBytes(text, into);

    /// <summary>Whether a .NET string can travel: it may hold lone surrogates, MQTT may not.</summary>
    public static bool CanWrite(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                return false;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return false;
            i++;
        }

        return true;
    }
}
