using System;

namespace GreenPow.Core
{
    /// <summary>
    /// Improv over the cable. Packet: "IMPROV" | version u8 = 1 | type u8 | length u8 | data | checksum u8, the sum of all before it.
    /// What is not a packet (a log, a terminal's keys) is passed over; a line feed behind each packet keeps a shared terminal readable.
    /// </summary>
    public sealed class ImprovSerial : IInstallerChannel
    {
        public const byte Version = 1;

        private const int HeadLength = 9;
        private const int LongestPacket = HeadLength + 2 + 255 + 1;

        private static readonly byte[] Header = { (byte)'I', (byte)'M', (byte)'P', (byte)'R', (byte)'O', (byte)'V', Version };

        private readonly ISerialPort _port;
        private readonly InstallerDesk _desk;
        private readonly InstallerRequest _request;
        private readonly byte[] _arrived = new byte[64];
        private readonly byte[] _packet = new byte[LongestPacket];
        private readonly byte[] _sent = new byte[LongestPacket + 1];
        private int _length;

        public ImprovSerial(ISerialPort port, InstallerDesk desk)
        {
            _port = port;
            _desk = desk;
            _request = new InstallerRequest { From = this, Data = _packet, At = HeadLength + 2 };
        }

        public bool IsSerial => true;

        public void ShowState(byte state) => Send(ImprovPacket.CurrentState, state);

        public void ShowError(byte error) => Send(ImprovPacket.ErrorState, error);

        public void Send(ImprovResult result) => Send(ImprovPacket.RpcResult, result.Data, result.Length);

        public void Step(long now)
        {
            for (int count = _port.Read(_arrived, 0, _arrived.Length); count > 0; count = _port.Read(_arrived, 0, _arrived.Length))
                for (int i = 0; i < count; i++) Take(_arrived[i], now);
        }

        private void Take(byte next, long now)
        {
            if (_length < Header.Length && next != Header[_length])
            {
                // No byte of the header but the first is an I, so nothing before this one can belong to a packet.
                _length = 0;
                if (next != Header[0]) return;
            }

            _packet[_length++] = next;
            if (_length < HeadLength || _length < HeadLength + _packet[8] + 1) return;
            int end = _length - 1;
            _length = 0;
            byte type = _packet[7];
            if (type != ImprovPacket.RpcCommand) return;
            if (_packet[end] != Sum(_packet, end) || _packet[8] < 2 || _packet[HeadLength + 1] != _packet[8] - 2)
            {
                ShowError(ImprovError.InvalidRpc);
                return;
            }

            _request.Command = _packet[HeadLength];
            _request.Count = _packet[HeadLength + 1];
            _desk.Run(_request, now);
        }

        private void Send(byte type, byte value)
        {
            _sent[HeadLength] = value;
            Finish(type, 1);
        }

        private void Send(byte type, byte[] data, int count)
        {
            Array.Copy(data, 0, _sent, HeadLength, count);
            Finish(type, count);
        }

        private void Finish(byte type, int count)
        {
            Array.Copy(Header, 0, _sent, 0, Header.Length);
            _sent[7] = type;
            _sent[8] = (byte)count;
            _sent[HeadLength + count] = Sum(_sent, HeadLength + count);
            _sent[HeadLength + count + 1] = (byte)'\n';
            _port.Write(_sent, 0, HeadLength + count + 2);
        }

        private static byte Sum(byte[] bytes, int count)
        {
            int sum = 0;
            for (int i = 0; i < count; i++) sum += bytes[i];
            return unchecked((byte)sum);
        }
    }
}
