// nanoframework/System.Net main at 713b02c (1.11.x), nanoFramework.System.Net/X509Certificates/X509Certificate.cs.
namespace System.Security.Cryptography.X509Certificates
{
    public class X509Certificate
    {
        public extern X509Certificate(string certificate);
    }
}
