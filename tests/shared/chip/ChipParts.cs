using System.Collections;
using GreenPow.Core;

namespace GreenPow.ChipBench
{
    public sealed class ChipClock : IClock
    {
        public long Now;

        // 2026-10-15 00:00:00 UTC.
        public long UtcUnixMilliseconds => 1792022400000 + Now;

        public bool IsSynchronised => true;
    }

    /// <summary>Three INA228 at 0x40 to 0x42 that have just converted and count energy.</summary>
    public sealed class ChipSensors : II2cBus
    {
        private readonly ChipClock _clock;
        private readonly byte[][] _written = new byte[256][];

        public ChipSensors(ChipClock clock)
        {
            _clock = clock;
        }

        public bool Read(byte deviceAddress, byte register, byte[] into, int at, int count)
        {
            byte[] written = _written[(deviceAddress & 3) << 6 | register & 63];
            // ENERGY and CHARGE go on with time, VBUS is 49 V, CURRENT is 0.6 A, the bits of DIAG_ALRT say that all is well.
            long value = register == 0x09 ? _clock.Now * 100 : register == 0x0A ? _clock.Now * 100 : register == 0x05 ? 250000 << 4
                : register == 0x07 ? 16000 << 4 : register == 0x0B ? 0x8003 : register == 0x3E ? 0x5449 : register == 0x3F ? 0x2281
                : written == null ? 0 : written[0] << 8 | written[1];
            for (int i = 0; i < count; i++) into[at + i] = unchecked((byte)(value >> (8 * (count - 1 - i))));
            return true;
        }

        public bool Write(byte deviceAddress, byte register, byte[] from, int at, int count)
        {
            _written[(deviceAddress & 3) << 6 | register & 63] = new byte[] { from[at], from[at + 1] };
            return true;
        }
    }

    public sealed class ChipLink : ILink
    {
        private readonly ArrayList _messages = new ArrayList();
        private int _token;
        private int _acknowledged;

        public bool IsReachable;

        public int Published;

        public byte State { get; private set; } = LinkState.NoNetwork;

        public byte Fault => LinkFault.None;

        public void Connect(LinkLogin login) => State = IsReachable ? LinkState.Up : LinkState.Down;

        public void Begin() => State = LinkState.Down;

        public void Subscribe(string topic)
        {
        }

        public int Publish(string topic, byte[] payload, int count, byte qos, bool retain)
        {
            Published++;
            return ++_token;
        }

        public int TakeAcknowledgement() => _acknowledged < _token ? ++_acknowledged : 0;

        public LinkMessage TakeMessage()
        {
            if (_messages.Count == 0) return null;
            LinkMessage message = (LinkMessage)_messages[0];
            _messages.RemoveAt(0);
            return message;
        }

        public void Close() => State = IsReachable ? LinkState.Down : LinkState.NoNetwork;
    }

    public sealed class ChipRandom : IRandom
    {
        private uint _state = 1;

        public void Fill(byte[] into)
        {
            for (int i = 0; i < into.Length; i++)
            {
                _state = unchecked(_state * 1664525 + 1013904223);
                into[i] = unchecked((byte)(_state >> 24));
            }
        }
    }

    public sealed class ChipWifi : IWifi
    {
        public byte State { get; private set; }

        public sbyte RssiDbm => -60;

        public string Address => "192.168.1.20";

        public void Join(string ssid, string password) => State = WifiState.Up;

        public void Leave() => State = WifiState.Off;

        public void Scan()
        {
        }

        public WifiNetwork[] TakeScan() => new WifiNetwork[] { new WifiNetwork { Ssid = "barn", RssiDbm = -60, NeedsPassword = true } };
    }

    public sealed class ChipPower : IPower
    {
        public int SupplyMillivolts => -1;

        public void DeepSleep(long milliseconds)
        {
        }

        public void Reboot()
        {
        }
    }

    public sealed class ChipButton : IButton
    {
        public bool IsPressed { get; set; }
    }

    public sealed class ChipLight : IIndicator
    {
        public void Set(bool isOn)
        {
        }
    }

    public sealed class ChipRadio : IImprovRadio
    {
        private byte[] _command;

        public bool IsRunning { get; private set; }

        public int Results;

        public bool Start(string deviceName, byte[] serviceData) => IsRunning = true;

        public void Stop() => IsRunning = false;

        public void SetState(byte state)
        {
        }

        public void SetError(byte error)
        {
        }

        public void SetResult(byte[] result, int count) => Results++;

        public void SetCapabilities(byte capabilities)
        {
        }

        public void Send(byte[] command) => _command = command;

        public byte[] TakeCommand()
        {
            byte[] command = _command;
            _command = null;
            return command;
        }
    }

    public sealed class ChipPages : IRequestListener
    {
        public string Request;

        public int Answered;

        public string TakeRequest()
        {
            string request = Request;
            Request = null;
            return request;
        }

        public void Answer(byte[] response, int count) => Answered = count;
    }
}
