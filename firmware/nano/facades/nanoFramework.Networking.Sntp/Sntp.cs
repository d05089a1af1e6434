// nanoframework/nanoFramework.Networking.Sntp v1.6.42, nanoFramework.Networking.Sntp/Sntp.cs.
[assembly: System.Reflection.AssemblyVersion("1.6.42.0")]

namespace nanoFramework.Networking
{
    public class Sntp
    {
        public static extern bool IsStarted { get; }
        public static extern string Server1 { get; set; }
        public static extern void Start();
        public static extern void Stop();
    }
}
