using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>The key shared with the gateway for the MAC of `have` and `work`, derived once and then kept.</summary>
    public sealed class GatewayKey
    {
        private byte[] _key;

        /// <summary>False before provisioning: then nothing from a gateway is believed.</summary>
        public bool IsKnown => _key != null;

        /// <summary>Reads the key that belongs to this gateway, or derives and keeps it.</summary>
        public void Load(IFlash flash, ISigner signer, byte[] gatewayPublicKey)
        {
            if (gatewayPublicKey == null) return;
            SafeRecord record = new SafeRecord(flash, "gateway");
            byte[] stored = record.Load();
            byte[] key = new byte[DeviceMac.KeyLength];
            if (stored != null && stored.Length == Identity.PublicKeyLength + DeviceMac.KeyLength
                && Bytes.Equal(stored, 0, gatewayPublicKey, 0, Identity.PublicKeyLength))
            {
                Array.Copy(stored, Identity.PublicKeyLength, key, 0, DeviceMac.KeyLength);
                _key = key;
                return;
            }

            if (!signer.DeriveMacKey(gatewayPublicKey, key)) return;
            _key = key;
            byte[] payload = new byte[Identity.PublicKeyLength + DeviceMac.KeyLength];
            Array.Copy(gatewayPublicKey, 0, payload, 0, Identity.PublicKeyLength);
            Array.Copy(key, 0, payload, Identity.PublicKeyLength, DeviceMac.KeyLength);
            record.Save(payload);
        }

        /// <summary>True when a frame was written by somebody with the key.</summary>
        public bool Confirms(byte[] frame, int lengthBeforeMac) => _key != null && DeviceMac.IsSealed(_key, frame, 0, lengthBeforeMac);
    }
}
