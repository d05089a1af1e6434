using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// The device's key, wherever it is. A key on the flash stays what it is; without one the secure element's is taken; and where there
    /// is none either, one is made at the first start with a radio. A device that once had its key in the element never makes another:
    /// an element that is silent for a moment must not turn the meter into a different one.
    /// </summary>
    public sealed class DeviceIdentity
    {
        // A generator that failed its health test, an element that is silent, a full flash: asked again, for none may end a device's life.
        private const long RetryMilliseconds = 10000;

        // How often the radio is looked at while it is off.
        private const long RadioMilliseconds = 1000;

        private const string ElementMark = "element";

        private readonly ApplianceView _view;
        private readonly KeyMaker _keys;
        private SelfTest _test;
        private long _tryAt;
        private bool _isElementMissing;

        /// <param name="clock">The board's own: its jitter goes into the key.</param>
        public DeviceIdentity(ApplianceView view, IClock clock)
        {
            _view = view;
            _keys = new KeyMaker(view.Board.Flash, view.Board.Random, clock, view.Board.Analog);
        }

        /// <summary>Signs once the self-test has passed; null while there is no key.</summary>
        public ISigner Signer => _view.Signer;

        /// <summary>16 bytes; zeros while there is no key.</summary>
        public byte[] DeviceId { get; } = new byte[Identity.DeviceIdLength];

        /// <summary>Something in the primitives is broken, or the key cannot be reached: nothing is signed.</summary>
        public bool IsBroken => (_test != null && _test.Broken != SelfTestPart.None) || _isElementMissing || _keys.Fault == KeyFault.Damaged;

        /// <summary>Keeps on the flash that the key is in the secure element of this serial number; false when the flash is full.</summary>
        public static bool MarkElement(IFlash flash, byte[] serial)
        {
            SafeRecord mark = new SafeRecord(flash, ElementMark);
            mark.Load();
            return mark.Save(serial);
        }

        /// <summary>Opens the key that there is.</summary>
        public void Boot()
        {
            ISigner signer = _keys.Load();
            if (signer == null && _keys.Fault == KeyFault.NotMade) signer = OfElement();
            Take(signer);
        }

        /// <summary>Looks for the key while there is none, and at one known answer; true when a key has just been found or made.</summary>
        public bool Step(long now)
        {
            if (_test != null && !_test.IsDone) _test.Step();
            if (Signer != null || _keys.Fault == KeyFault.Damaged || now < _tryAt) return false;
            bool mayMake = IsRadioOn;
            _tryAt = now + (mayMake ? RetryMilliseconds : RadioMilliseconds);
            ISigner signer = OfElement();
            if (signer == null && !_isElementMissing && mayMake) signer = Make();
            Take(signer);
            return Signer != null;
        }

        // A key that nobody has seen has no history: only then may the device begin one without asking the gateway.
        private ISigner Make()
        {
            ISigner signer = _keys.LoadOrMake(true, _view.InstallerBytes);
            if (signer != null) DeviceState.WriteForNewKey(_view.Board.Flash);
            return signer;
        }

        private bool IsRadioOn
        {
            get
            {
                byte wifi = _view.Board.Wifi.State;
                if (wifi == WifiState.Joining || wifi == WifiState.Up) return true;
                // Bluetooth alone is radio enough; but whoever brings randomness of his own gets the time to.
                return _view.InstallerBytes != null && _view.Board.Improv != null && _view.Board.Improv.IsRunning;
            }
        }

        private SecureElementSigner OfElement()
        {
            if (_view.Board.SecureElement == null) return null;
            bool hadElement = new SafeRecord(_view.Board.Flash, ElementMark).Load() != null;
            SecureElementSigner signer = SecureElementSigner.Open(_view.Board.SecureElement, out byte _);
            if (signer != null && !hadElement && !MarkElement(_view.Board.Flash, signer.Serial)) return null;
            _isElementMissing = signer == null && hadElement;
            return signer;
        }

        private void Take(ISigner signer)
        {
            if (signer == null) return;
            _test = SelfTest.ForSigner(signer.Kind);
            _view.Signer = new GuardedSigner(signer, _test);
            Identity.DeviceId(signer.PublicKey, DeviceId);
            _view.DeviceId = Identity.Text(DeviceId, 0);
        }
    }
}
