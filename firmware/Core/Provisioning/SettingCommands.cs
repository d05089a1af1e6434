using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Sets and reads settings, long ones (a certificate) in parts that arrive in order.</summary>
    public sealed class SettingCommands : ICommandGroup
    {
        /// <summary>Field u8, total u16, offset u16 before the bytes of a part.</summary>
        public const int PartHead = 5;

        /// <summary>Bytes of one part when reading.</summary>
        public const int ReadPart = 200;

        private readonly Settings _settings;
        private byte[] _value;
        private byte _field;
        private int _received;

        public SettingCommands(Settings settings)
        {
            _settings = settings;
        }

        public bool Knows(byte command, bool isSerial) => command == InstallerCommand.SetSetting || command == InstallerCommand.GetSetting;

        public bool IsOpen(byte command, int dataLength) => false;

        public byte Run(InstallerRequest request, ImprovResult result, long now) =>
            request.Command == InstallerCommand.SetSetting ? SetPart(request, result) : Get(request, result);

        private byte SetPart(InstallerRequest request, ImprovResult result)
        {
            if (request.Count < PartHead) return ImprovError.InvalidRpc;
            byte field = request.Data[request.At];
            int total = Bytes.ReadUInt16(request.Data, request.At + 1);
            int offset = Bytes.ReadUInt16(request.Data, request.At + 3);
            int count = request.Count - PartHead;
            string reason = WhyNot(field, total, offset, count);
            if (reason != null) return result.Refuse(reason);
            if (offset == 0)
            {
                _value = new byte[total];
                _field = field;
                _received = 0;
            }

            Array.Copy(request.Data, request.At + PartHead, _value, offset, count);
            _received += count;
            result.Add(_received.ToString());
            return _received == total ? Keep(result) : ImprovError.None;
        }

        private string WhyNot(byte field, int total, int offset, int count)
        {
            if (field == SettingField.Ssid || field == SettingField.WifiPassword) return SettingField.Name(field) + " is set by Improv's Wi-Fi command, which tries it first";
            if (SettingField.Name(field) == null) return "There is no setting " + field.ToString();
            if (total > SettingRules.LongestCertificate) return SettingField.Name(field) + " has " + total.ToString() + " bytes, at most " + SettingRules.LongestCertificate.ToString();
            bool continues = offset == 0 || (_value != null && field == _field && total == _value.Length && offset == _received);
            if (!continues) return "Part at " + offset.ToString() + " does not continue " + SettingField.Name(field) + " at " + (_value != null && field == _field ? _received : 0).ToString();
            if (offset + count > total) return "Part of " + count.ToString() + " bytes at " + offset.ToString() + " goes beyond the total of " + total.ToString();
            return count == 0 && total > 0 ? "Part has no bytes" : null;
        }

        private byte Keep(ImprovResult result)
        {
            byte[] value = _value;
            _value = null;
            string reason = _settings.Set(_field, value);
            if (reason != null) return result.Refuse(reason);
            if (!_settings.Save())
            {
                _settings.Load();
                return result.Refuse(Trouble.Text(Trouble.FlashFull));
            }

            string missing = _settings.Missing();
            result.Add(missing == null ? "complete" : "missing " + missing);
            return ImprovError.None;
        }

        private byte Get(InstallerRequest request, ImprovResult result)
        {
            if (request.Count != 3) return ImprovError.InvalidRpc;
            byte field = request.Data[request.At];
            int offset = Bytes.ReadUInt16(request.Data, request.At + 1);
            if (SettingField.Name(field) == null) return result.Refuse("There is no setting " + field.ToString());
            if (SettingField.IsSecret(field)) return result.Refuse(SettingField.Name(field) + " is never read out");
            byte[] value = _settings.Value(field);
            int length = value == null ? 0 : value.Length;
            if (offset > length) return result.Refuse("Offset " + offset.ToString() + " is beyond the " + length.ToString() + " bytes of " + SettingField.Name(field));
            int count = length - offset < ReadPart ? length - offset : ReadPart;
            result.Add(length.ToString());
            if (count > 0) result.Add(value, offset, count);
            return ImprovError.None;
        }
    }
}
