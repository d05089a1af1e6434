using System;

namespace GreenPow.Core
{
    /// <summary>
    /// Improv over Bluetooth: joins writes of 20 bytes to commands (command u8 | data length u8 | data | checksum u8, the sum
    /// of all before it) and shows state, error and results as characteristics.
    /// </summary>
    public sealed class ImprovBle : IInstallerChannel
    {
        /// <summary>A command that is not whole after so long is forgotten: its writer has gone.</summary>
        public const int PatienceMilliseconds = 5000;

        private const int LongestCommand = 2 + 255 + 1;

        private readonly IImprovRadio _radio;
        private readonly InstallerDesk _desk;
        private readonly InstallerRequest _request;
        private readonly byte[] _bytes = new byte[LongestCommand];
        private readonly byte[] _serviceData = new byte[6];
        private int _length;
        private long _begunAt;

        public ImprovBle(IImprovRadio radio, InstallerDesk desk)
        {
            _radio = radio;
            _desk = desk;
            _request = new InstallerRequest { From = this, Data = _bytes, At = 2 };
        }

        public bool IsSerial => false;

        public bool IsRunning => _radio.IsRunning;

        /// <summary>Advertises: service data is state, capabilities and four reserved zeros.</summary>
        public bool Start(string deviceName, byte state)
        {
            _length = 0;
            _serviceData[0] = state;
            _serviceData[1] = ImprovCapability.All;
            if (!_radio.Start(deviceName, _serviceData)) return false;
            _radio.SetCapabilities(ImprovCapability.All);
            _radio.SetError(ImprovError.None);
            _radio.SetState(state);
            return true;
        }

        public void Stop() => _radio.Stop();

        public void ShowState(byte state)
        {
            if (_radio.IsRunning) _radio.SetState(state);
        }

        public void ShowError(byte error)
        {
            if (_radio.IsRunning) _radio.SetError(error);
        }

        public void Send(ImprovResult result)
        {
            if (!_radio.IsRunning) return;
            result.Data[result.Length] = Sum(result.Data, result.Length);
            _radio.SetResult(result.Data, result.Length + 1);
        }

        public void Step(long now)
        {
            if (!_radio.IsRunning) return;
            if (_length > 0 && now - _begunAt > PatienceMilliseconds) _length = 0;
            for (byte[] write = _radio.TakeCommand(); write != null; write = _radio.TakeCommand()) Take(write, now);
        }

        private void Take(byte[] write, long now)
        {
            if (_length == 0) _begunAt = now;
            bool isTooLong = _length + write.Length > LongestCommand;
            if (!isTooLong) Array.Copy(write, 0, _bytes, _length, write.Length);
            _length += write.Length;
            if (!isTooLong && (_length < 2 || _length < WholeLength)) return;
            bool isWhole = !isTooLong && _length == WholeLength && _bytes[_length - 1] == Sum(_bytes, _length - 1);
            _length = 0;
            if (!isWhole)
            {
                ShowError(ImprovError.InvalidRpc);
                return;
            }

            _request.Command = _bytes[0];
            _request.Count = _bytes[1];
            _desk.Run(_request, now);
        }

        private int WholeLength => 2 + _bytes[1] + 1;

        private static byte Sum(byte[] bytes, int count)
        {
            int sum = 0;
            for (int i = 0; i < count; i++) sum += bytes[i];
            return unchecked((byte)sum);
        }
    }
}
