namespace GreenPow.Core
{
    /// <summary>What one board offers; what it does not have is null unless said otherwise.</summary>
    public sealed class ApplianceBoard
    {
        /// <summary>Always there.</summary>
        public IClock Clock;

        /// <summary>Always there.</summary>
        public IFlash Flash;

        /// <summary>Always there. True random only while the radio runs.</summary>
        public IRandom Random;

        /// <summary>Always there.</summary>
        public IWifi Wifi;

        /// <summary>Always there.</summary>
        public IPower Power;

        /// <summary>Always there; gets the gateway's address and CA certificate by its settings.</summary>
        public ILink Link;

        /// <summary>The instruments in the order of the commissioning record's channels.</summary>
        public IPowerMeter[] Meters;

        public IIndicator Indicator;
        public IButton Button;
        public ISerialPort Serial;
        public IImprovRadio Improv;
        public IRequestListener Pages;
        public IHttpClient Http;
        public IMinerSwitch Relay;
        public IPwmOutput Pwm;
        public IBoardHealth Health;
        public IImageRunner Images;

        /// <summary>The secure element; without it the managed signer keeps the key on the flash.</summary>
        public II2cPort SecureElement;

        /// <summary>Why the chip started, one of <see cref="ResetReason"/>.</summary>
        public byte ResetReason;
    }
}
