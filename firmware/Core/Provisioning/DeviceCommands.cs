using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Who the device is, how it does, and what to do with it as a whole.</summary>
    public sealed class DeviceCommands : ICommandGroup
    {
        private const int MostRandomness = 64;
        private const int OwnershipLength = 8 + 20 + 20 + 8;

        private readonly ApplianceView _view;

        public DeviceCommands(ApplianceView view)
        {
            _view = view;
        }

        /// <summary>The appliance starts anew once what is under way has been said.</summary>
        public bool WantsRestart { get; set; }

        public bool WantsIdentify { get; set; }

        public bool Knows(byte command, bool isSerial) =>
            command >= InstallerCommand.ReadIdentity && command <= InstallerCommand.ScanMeters
            || (isSerial && command == InstallerCommand.FullErase);

        public bool IsOpen(byte command, int dataLength) =>
            command == InstallerCommand.ReadIdentity || command == InstallerCommand.ReadStatus || command == InstallerCommand.Identify;

        public byte Run(InstallerRequest request, ImprovResult result, long now)
        {
            switch (request.Command)
            {
                case InstallerCommand.ReadIdentity: return ReadIdentity(result);
                case InstallerCommand.ReadStatus: return ReadStatus(result, now);
                case InstallerCommand.SignOwnership: return SignOwnership(request, result);
                case InstallerCommand.FullErase: return EraseAll(request, result);
                case InstallerCommand.ScanMeters: return ScanMeters(result);
                case InstallerCommand.AddRandomness: return AddRandomness(request, result);
                case InstallerCommand.Identify:
                    WantsIdentify = true;
                    return ImprovError.None;
                default:
                    WantsRestart = true;
                    return ImprovError.None;
            }
        }

        private byte ReadIdentity(ImprovResult result)
        {
            if (_view.Signer == null) return result.Refuse("The device has no key yet");
            result.Add(_view.DeviceId);
            result.Add(_view.Signer.PublicKey, 0, Identity.PublicKeyLength);
            result.Add(_view.Signer.Kind.ToString());
            return ImprovError.None;
        }

        // Trouble's number, its text, address on the local network, link state, clock synchronised, next report, uptime in s, version, setting that is missing.
        private byte ReadStatus(ImprovResult result, long now)
        {
            byte trouble = _view.Troubles.Worst;
            result.Add(trouble.ToString());
            result.Add(Trouble.Text(trouble));
            result.Add(_view.Board.Wifi.Address);
            result.Add(_view.Board.Link.State.ToString());
            result.Add(_view.Board.Clock.IsSynchronised ? "1" : "0");
            result.Add(_view.Device == null ? "0" : _view.Device.NextSequence.ToString());
            result.Add((now / 1000).ToString());
            result.Add(_view.Version);
            result.Add(_view.Settings.Missing() ?? "");
            return ImprovError.None;
        }

        private byte SignOwnership(InstallerRequest request, ImprovResult result)
        {
            if (request.Count != OwnershipLength) return ImprovError.InvalidRpc;
            if (_view.Signer == null) return result.Refuse("The device has no key yet");
            OwnershipFrame frame = new OwnershipFrame();
            frame.ChainId = Bytes.ReadUInt64(request.Data, request.At);
            System.Array.Copy(request.Data, request.At + 8, frame.Registry, 0, 20);
            System.Array.Copy(request.Data, request.At + 28, frame.Owner, 0, 20);
            frame.Nonce = Bytes.ReadUInt64(request.Data, request.At + 48);
            byte[] owner = _view.Settings.Owner;
            if (owner != null && !Bytes.Equal(owner, 0, frame.Owner, 0, 20))
                return result.Refuse("The owner is not the set one, 0x" + Bytes.ToHex(owner, 0, 20));
            if (!DeviceRecords.SignOwnership(_view.Signer, frame)) return result.Refuse("The signer does not answer");
            byte[] bytes = new byte[OwnershipFrame.TotalLength];
            int length = frame.Write(bytes, 0);
            // The gateway gets it too, now or later; what the installer holds is enough for the chain.
            if (_view.Device != null) _view.Device.PublishRecord(bytes, length);
            result.Add(bytes, 0, length);
            return ImprovError.None;
        }

        private byte AddRandomness(InstallerRequest request, ImprovResult result)
        {
            if (request.Count == 0 || request.Count > MostRandomness) return ImprovError.InvalidRpc;
            if (_view.Signer != null) return result.Refuse("The device has its key already");
            _view.InstallerBytes = new byte[request.Count];
            System.Array.Copy(request.Data, request.At, _view.InstallerBytes, 0, request.Count);
            return ImprovError.None;
        }

        // In the form of the setting Meters, with the usual shunts.
        private byte ScanMeters(ImprovResult result)
        {
            if (_view.Board.I2c == null) return result.Refuse("This board has no I2C bus");
            byte[] found = MeterScan.Describe(MeterScan.Find(_view.Board.I2c));
            if (found == null) return result.Refuse("No shunt monitor answers at 0x40 to 0x4F");
            result.Add(found, 0, found.Length);
            return ImprovError.None;
        }

        private byte EraseAll(InstallerRequest request, ImprovResult result)
        {
            string word = Utf8.Text(request.Data, request.At, request.Count);
            if (word == null || word != "ERASE " + _view.DeviceId) return result.Refuse("To erase everything, send ERASE and the device's id");
            bool keepsState = _view.Signer != null && _view.Signer.Kind == SignerKind.SecureElement;
            if (!FactoryReset.AskEraseAll(_view.Board.Flash, keepsState)) return result.Refuse(Trouble.Text(Trouble.FlashFull));
            WantsRestart = true;
            return ImprovError.None;
        }
    }
}
