using System.IO.Ports;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>The installer's cable: the second UART at 115,200 baud 8N1. The first one stays with the platform's own tools.</summary>
    public sealed class SerialCable : ISerialPort
    {
        private const int Baud = 115200;

        private SerialPort _port;

        public int Read(byte[] into, int at, int count)
        {
            SerialPort port = Open();
            int waiting = port.BytesToRead;
            if (waiting == 0) return 0;
            return port.Read(into, at, waiting < count ? waiting : count);
        }

        public void Write(byte[] from, int at, int count) => Open().Write(from, at, count);

        private SerialPort Open()
        {
            if (_port != null) return _port;
            SerialPort port = new SerialPort("COM2", Baud);
            port.Open();
            _port = port;
            return port;
        }
    }
}
