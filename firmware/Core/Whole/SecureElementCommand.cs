using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// The installer's word that turns a blank ATECC608 into this device's key holder, for good. Only while the key on the flash has made
    /// nothing: a meter with a history does not become another one under way.
    /// </summary>
    public sealed class SecureElementCommand : ICommandGroup
    {
        private readonly ApplianceView _view;

        public SecureElementCommand(ApplianceView view)
        {
            _view = view;
        }

        /// <summary>The element has the key: it is taken at the next start.</summary>
        public bool WantsRestart { get; private set; }

        public bool Knows(byte command, bool isSerial) => isSerial && command == InstallerCommand.LockSecureElement;

        public bool IsOpen(byte command, int dataLength) => false;

        public byte Run(InstallerRequest request, ImprovResult result, long now)
        {
            string reason = WhyNot(Utf8.Text(request.Data, request.At, request.Count));
            if (reason != null) return result.Refuse(reason);
            AteccProvisioner provisioner = new AteccProvisioner(_view.Board.SecureElement);
            SecureElementSigner signer = provisioner.Provision();
            if (signer == null) return result.Refuse(SecureElementFault.Text(provisioner.Fault));
            // The mark first: from here on no key is ever made on this flash again.
            if (!DeviceIdentity.MarkElement(_view.Board.Flash, signer.Serial)) return result.Refuse(Trouble.Text(Trouble.FlashFull));
            KeyMaker.Forget(_view.Board.Flash);
            WantsRestart = true;
            result.Add(signer.PublicKey, 0, Identity.PublicKeyLength);
            return ImprovError.None;
        }

        private string WhyNot(string word)
        {
            if (word == null || word != "LOCK " + _view.DeviceId) return "To lock the secure element for good, send LOCK and the device's id";
            if (_view.Board.SecureElement == null) return "This board has no secure element";
            if (_view.Signer == null) return "The device has no key yet";
            if (_view.Signer.Kind == SignerKind.SecureElement) return "The key is in the secure element already";
            DeviceState state = new DeviceState(_view.Board.Flash);
            bool isNew = state.Load() && state.IsKeyNew && state.MadeSequence == 0;
            return isNew ? null : "The device has a history under its present key: erase everything first";
        }
    }
}
