// nanoframework/System.IO.Ports v1.1.139, System.IO.Ports/{SerialPort,Parity,StopBits}.cs.
[assembly: System.Reflection.AssemblyVersion("1.1.139.0")]

namespace System.IO.Ports
{
    public enum Parity
    {
        None = 0,
        Odd = 1,
        Even = 2,
    }

    public enum StopBits
    {
        One = 1,
        Two = 2,
        OnePointFive = 3,
    }

    public sealed class SerialPort : IDisposable
    {
        public extern SerialPort(string portName, int baudRate = 9600, Parity parity = Parity.None, int dataBits = 8, StopBits stopBits = StopBits.One);
        public extern int BytesToRead { get; }
        public extern void Open();
        public extern int Read(byte[] buffer, int offset, int count);
        public extern void Write(byte[] buffer, int offset, int count);
        public extern void Dispose();
    }
}
