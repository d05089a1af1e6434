namespace System.Security.Cryptography.X509Certificates;

public class X509Certificate
{
    public X509Certificate(string certificate) => Bytes = Text.Encoding.ASCII.GetBytes(certificate);

    /// <summary>For the other device libraries: PEM text with its final zero, or without.</summary>
    public byte[] Bytes { get; }
}
