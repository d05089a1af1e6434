namespace GreenPow.Wire
{
    /// <summary>What a signature covers: SHA-256("GreenPow/1 ", name of the kind, "\0", all bytes before the signature).</summary>
    public static class FrameSigning
    {
        public const int SignatureLength = 64;

        private static readonly byte[][] Prefixes = MakePrefixes();

        /// <summary>Throws IndexOutOfRangeException for a kind that the protocol does not know.</summary>
        public static void Digest(byte kind, byte[] frame, int at, int lengthBeforeSignature, byte[] digest32)
        {
            byte[] prefix = Prefixes[kind - 1];
            Sha256 sha = new Sha256();
            sha.Update(prefix, 0, prefix.Length);
            sha.Update(frame, at, lengthBeforeSignature);
            sha.Finish(digest32, 0);
        }

        private static byte[][] MakePrefixes()
        {
            byte[][] prefixes = new byte[FrameKind.Succession][];
            for (byte kind = FrameKind.Report; kind <= FrameKind.Succession; kind++)
                prefixes[kind - 1] = Bytes.Ascii("GreenPow/1 " + FrameKind.Name(kind) + "\0");
            return prefixes;
        }
    }
}
