using System;
using System.Collections;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// Commissioning, ownership and succession frames on their way to the gateway: one file each, kept over every reboot,
    /// sent one after the other on topic `record` and deleted when acknowledged. A record that was kept twice is sent twice;
    /// the gateway takes the same bytes again as what they are.
    /// </summary>
    /// <remarks>File: frame | CRC-32C u32.</remarks>
    public sealed class RecordBox
    {
        /// <summary>A device makes a few records in its life; more than this are a mistake.</summary>
        public const int MaximumCount = 8;

        private const string Prefix = "record-";
        private const int CrcLength = 4;

        private readonly IFlash _flash;
        private readonly ArrayList _names = new ArrayList();
        private int _lastNumber;
        private int _token;
        private long _sentAt;

        public RecordBox(IFlash flash)
        {
            _flash = flash;
        }

        /// <summary>Records not yet acknowledged.</summary>
        public int Count => _names.Count;

        /// <summary>Finds what was kept; what a power cut left broken was never said to be kept, and goes.</summary>
        public void Load()
        {
            _names.Clear();
            string[] found = _flash.List(Prefix);
            for (int i = 0; i < found.Length; i++)
            {
                if (Read(found[i]) == null)
                {
                    _flash.Delete(found[i]);
                    continue;
                }

                int number = NumberOf(found[i]);
                if (number > _lastNumber) _lastNumber = number;
                int place = _names.Count;
                while (place > 0 && NumberOf((string)_names[place - 1]) > number) place--;
                _names.Insert(place, found[i]);
            }
        }

        /// <summary>Keeps a whole signed frame until it is acknowledged; false when the flash is full or eight wait already.</summary>
        public bool Keep(byte[] frame, int length)
        {
            if (_names.Count >= MaximumCount) return false;
            byte[] file = new byte[length + CrcLength];
            Array.Copy(frame, 0, file, 0, length);
            Bytes.WriteUInt32(file, length, Crc32C.Of(file, 0, length));
            string name = NameOf(_lastNumber + 1);
            if (!_flash.Replace(name, file, 0, file.Length)) return false;
            _lastNumber++;
            _names.Add(name);
            return true;
        }

        /// <summary>The connection ended: what was not acknowledged is sent again.</summary>
        public void WentDown() => _token = 0;

        /// <summary>A publish was acknowledged; false when it was not a record.</summary>
        public bool Acknowledged(int token)
        {
            if (_token == 0 || token != _token) return false;
            _token = 0;
            _flash.Delete((string)_names[0]);
            _names.RemoveAt(0);
            return true;
        }

        /// <summary>Sends the oldest record. False when its acknowledgement is overdue: the connection is then no good.</summary>
        public bool Step(ILink link, string topic, long now, int timeoutMilliseconds)
        {
            if (_token != 0) return now - _sentAt <= timeoutMilliseconds;
            if (_names.Count == 0) return true;
            byte[] frame = Read((string)_names[0]);
            if (frame == null)
            {
                // The flash cannot give it back: nothing to send, and nothing to wait for.
                _flash.Delete((string)_names[0]);
                _names.RemoveAt(0);
                return true;
            }

            _token = link.Publish(topic, frame, frame.Length, 1, false);
            _sentAt = now;
            return true;
        }

        private byte[] Read(string name)
        {
            int length = _flash.Length(name) - CrcLength;
            if (length <= 0) return null;
            byte[] file = new byte[length + CrcLength];
            if (_flash.Read(name, 0, file, 0, file.Length) != file.Length) return null;
            if (Bytes.ReadUInt32(file, length) != Crc32C.Of(file, 0, length)) return null;
            byte[] frame = new byte[length];
            Array.Copy(file, 0, frame, 0, length);
            return frame;
        }

        // record-00000001: eight decimal digits.
        private static string NameOf(int number)
        {
            string digits = number.ToString();
            while (digits.Length < 8) digits = "0" + digits;
            return Prefix + digits;
        }

        private static int NumberOf(string name)
        {
            int number = 0;
            for (int i = Prefix.Length; i < name.Length; i++) number = number * 10 + (name[i] - '0');
            return number;
        }
    }
}
