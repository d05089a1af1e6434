namespace GreenPow.Core
{
    /// <summary>UTF-8 (RFC 3629) to and from strings; what is not UTF-8 is refused, not repaired.</summary>
    public static class Utf8
    {
        public static byte[] Bytes(string text)
        {
            byte[] bytes = new byte[Write(text, null, 0)];
            Write(text, bytes, 0);
            return bytes;
        }

        /// <summary>Writes the bytes and returns their number; only counts them where <paramref name="into"/> is null. A lone surrogate becomes '?'.</summary>
        public static int Write(string text, byte[] into, int at)
        {
            int start = at;
            for (int i = 0; i < text.Length; i++)
            {
                int c = text[i];
                if (c >= 0xD800 && c <= 0xDFFF)
                {
                    int low = i + 1 < text.Length && c < 0xDC00 ? text[i + 1] : 0;
                    bool isPair = low >= 0xDC00 && low <= 0xDFFF;
                    c = isPair ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : '?';
                    if (isPair) i++;
                }

                at += WriteOne(c, into, at);
            }

            return at - start;
        }

        /// <summary>The text of these bytes, or null when they are not UTF-8.</summary>
        public static string Text(byte[] bytes, int at, int count)
        {
            char[] text = new char[count];
            int length = 0;
            for (int end = at + count; at < end;)
            {
                int following = Following(bytes[at]);
                if (following < 0 || at + following >= end) return null;
                int c = following == 0 ? bytes[at] : bytes[at] & (0x3F >> following);
                for (int i = 1; i <= following; i++)
                {
                    if ((bytes[at + i] & 0xC0) != 0x80) return null;
                    c = (c << 6) | (bytes[at + i] & 0x3F);
                }

                if (!IsShortest(c, following)) return null;
                if (c >= 0x10000)
                {
                    text[length++] = (char)(0xD800 + ((c - 0x10000) >> 10));
                    c = 0xDC00 + ((c - 0x10000) & 0x3FF);
                }

                text[length++] = (char)c;
                at += following + 1;
            }

            return new string(text, 0, length);
        }

        private static int WriteOne(int c, byte[] into, int at)
        {
            int following = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
            if (into == null) return following + 1;
            if (following == 0)
            {
                into[at] = (byte)c;
                return 1;
            }

            // 0xC0, 0xE0, 0xF0 for one, two, three bytes that follow.
            into[at] = unchecked((byte)((0xFF00 >> (following + 1)) | (c >> (6 * following))));
            for (int i = 1; i <= following; i++) into[at + i] = (byte)(0x80 | ((c >> (6 * (following - i))) & 0x3F));
            return following + 1;
        }

        private static int Following(byte first) =>
            first < 0x80 ? 0 : first < 0xC2 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : -1;

        private static bool IsShortest(int c, int following) =>
            (following < 2 || c >= 0x800) && (following < 3 || (c >= 0x10000 && c <= 0x10FFFF)) && (c < 0xD800 || c > 0xDFFF);
    }
}
