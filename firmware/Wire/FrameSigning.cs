using System;

namespace GreenPow.Wire
{
    /// <summary>What a signature covers: SHA-256("GreenPow/1 ", name of the kind, "\0", all bytes before the signature).</summary>
    public static class FrameSigning
    {
        public const int SignatureLength = 64;

        /// <summary>Throws ArgumentException for a kind that the protocol does not know.</summary>
        public static void Digest(byte kind, byte[] frame, int at, int lengthBeforeSignature, byte[] digest32)
        {
            byte[] prefix = Bytes.Ascii("GreenPow/1 " + NameOf(kind) + "\0");
            Sha256 sha = new Sha256();
            sha.Update(prefix, 0, prefix.Length);
            sha.Update(frame, at, lengthBeforeSignature);
            sha.Finish(digest32, 0);
        }

        private static string NameOf(byte kind)
        {
            string name = FrameKind.Name(kind);
            if (name == null)
                throw new ArgumentException("No frame has the kind " + kind.ToString());
            return name;
        }
    }
}
