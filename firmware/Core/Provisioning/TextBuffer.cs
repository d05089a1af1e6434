namespace GreenPow.Core
{
    /// <summary>Text written straight into bytes: no string is made for a number. What does not fit is left out and told by <see cref="IsFull"/>.</summary>
    public sealed class TextBuffer
    {
        private readonly byte[] _bytes;

        public TextBuffer(int capacity)
        {
            _bytes = new byte[capacity];
        }

        public byte[] Bytes => _bytes;

        public int Length { get; private set; }

        /// <summary>Something was left out since <see cref="Clear"/>.</summary>
        public bool IsFull { get; private set; }

        public void Clear()
        {
            Length = 0;
            IsFull = false;
        }

        public TextBuffer Text(string text)
        {
            // Three bytes a character at most: two characters of a pair make four bytes.
            int room = _bytes.Length - Length;
            if (3 * text.Length > room && Utf8.Write(text, null, 0) > room) IsFull = true;
            else Length += Utf8.Write(text, _bytes, Length);
            return this;
        }

        public TextBuffer Number(long value)
        {
            if (value < 0) Put('-');
            // long.MinValue has no positive counterpart: digits are taken from the negative side.
            long rest = value < 0 ? value : -value;
            long power = 1;
            while (rest / power <= -10) power *= 10;
            for (; power > 0; power /= 10) Put((char)('0' + (int)(-(rest / power % 10))));
            return this;
        }

        /// <summary>A fixed-point number: 12345 with 3 places is 12.345.</summary>
        public TextBuffer Fixed(long value, int places)
        {
            long scale = 1;
            for (int i = 0; i < places; i++) scale *= 10;
            if (value < 0) Put('-');
            long whole = value / scale;
            long part = value % scale;
            Number(whole < 0 ? -whole : whole);
            if (places == 0) return this;
            Put('.');
            part = part < 0 ? -part : part;
            for (scale /= 10; scale > 0; scale /= 10) Put((char)('0' + (int)(part / scale % 10)));
            return this;
        }

        /// <summary>Text inside HTML or an attribute: nothing in it can become a tag (HTML Living Standard, 13.1.4).</summary>
        public TextBuffer Html(string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                if (c == '<') Text("&lt;");
                else if (c == '>') Text("&gt;");
                else if (c == '&') Text("&amp;");
                else if (c == '"') Text("&quot;");
                else if (c == '\'') Text("&#39;");
                else if (c >= 0xD800 && c <= 0xDBFF && i + 1 < text.Length) Text(text.Substring(i++, 2));
                else if (c >= ' ') One(c);
            }

            return this;
        }

        /// <summary>A JSON string with its quotes (RFC 8259, 7).</summary>
        public TextBuffer Json(string text)
        {
            Put('"');
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                if (c == '"' || c == '\\') Put('\\');
                if (c >= 0xD800 && c <= 0xDBFF && i + 1 < text.Length) Text(text.Substring(i++, 2));
                else if (c >= ' ') One(c);
            }

            Put('"');
            return this;
        }

        private void One(char c)
        {
            if (c < 0x80) Put(c);
            else Text(new string(c, 1));
        }

        private void Put(char ascii)
        {
            if (Length == _bytes.Length) IsFull = true;
            else _bytes[Length++] = (byte)ascii;
        }
    }
}
