using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>Where everything is wired: the numbers of the chip's GPIOs, as in the pin table of hardware/README.md. -1 = not on this board.</summary>
    public sealed class BoardPins
    {
        public int I2cData;
        public int I2cClock;
        public int SpiOut;
        public int SpiIn;
        public int SpiClock;
        public int SpiSelect;
        public int Clamp;
        public int Supply;
        public int Light;
        public int Button;
        public int Relay;
        public int Pwm;
        public int Tamper;
        public int SerialOut;
        public int SerialIn;

        /// <summary>Channels of converter 1 behind <see cref="Clamp"/> and <see cref="Supply"/>.</summary>
        public int ClampChannel;
        public int SupplyChannel;

        public static BoardPins Of(byte profile) => profile == BoardProfile.Reference ? Reference() : Small();

        private static BoardPins Reference() => new BoardPins
        {
            I2cData = 8,
            I2cClock = 9,
            SpiOut = 11,
            SpiIn = 13,
            SpiClock = 12,
            SpiSelect = 10,
            Clamp = 1,
            ClampChannel = 0,
            Supply = 2,
            SupplyChannel = 1,
            Light = 4,
            Button = 0,
            Relay = 5,
            Pwm = 6,
            Tamper = 7,
            SerialOut = 17,
            SerialIn = 18
        };

        private static BoardPins Small() => new BoardPins
        {
            I2cData = 21,
            I2cClock = 22,
            SpiOut = -1,
            SpiIn = -1,
            SpiClock = -1,
            SpiSelect = -1,
            Clamp = 34,
            ClampChannel = 6,
            Supply = 35,
            SupplyChannel = 7,
            Light = 2,
            Button = 0,
            Relay = 25,
            Pwm = 26,
            Tamper = 27,
            SerialOut = 17,
            SerialIn = 16
        };
    }
}
