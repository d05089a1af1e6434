// nanoframework/nanoFramework.System.Text main at 296d843 (1.3.x), nanoFramework.System.Text/Text/{Encoding,UTF8Encoding}.cs.
[assembly: System.Reflection.AssemblyVersion("1.3.42.0")]

namespace System.Text
{
    public abstract class Encoding
    {
        public static extern Encoding UTF8 { get; }
        public virtual extern byte[] GetBytes(string s);
        public virtual extern string GetString(byte[] bytes, int index, int count);
    }
}
