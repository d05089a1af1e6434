using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>What one board offers; what it does not have is null unless said otherwise.</summary>
    public sealed class ApplianceBoard
    {
        /// <summary>Always there.</summary>
        public IClock Clock;

        /// <summary>Null where the time does not come over the network.</summary>
        public ITimeServer TimeServer;

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

        /// <summary>Bus of the shunt monitors; which chips are on it the settings say.</summary>
        public II2cBus I2c;

        /// <summary>Bus of the mains meter.</summary>
        public ISpiBus Spi;

        /// <summary>The inputs of the board's own converter that a clamp may be wired to.</summary>
        public IAnalogInput[] Analog;

        public IIndicator Indicator;
        public IButton Button;
        public ISerialPort Serial;
        public IImprovRadio Improv;
        public IRequestListener Pages;
        public IHttpClient Http;

        /// <summary>Output that lets the attached miner run; high = on.</summary>
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
