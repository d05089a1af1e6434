using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>One instrument as the settings describe it. Sixteen bytes, little-endian:</summary>
    /// <remarks>
    /// <code>
    ///  0           1        2     3      4        8             12       14       16
    /// | instrument | address | input | flags | scale u32 | maximum u32 mA | a u16  | b u16  |
    ///
    /// instrument  address            input      flags                         scale            a              b
    /// INA228      I2C 0x40 to 0x4F   0          0                             shunt, microohm  shunt, ppm/K   0
    /// INA226      I2C 0x40 to 0x4F   0          0                             shunt, microohm  0              0
    /// ATM90E32    0                  phase 0..2 bit 0: 60 Hz; bits 2 to 1: gain  see below     voltage gain   current gain
    /// ADS1115     I2C 0x48 to 0x4B   pair 0..1  0                             mA per volt      0              0
    /// ESP32 ADC   0                  input      0                             mA per volt      0              0
    ///
    /// scale of an ATM90E32: | phase delay i16 | power gain i16 |, 0 = neither
    /// </code>
    /// </remarks>
    public sealed class MeterDescription
    {
        public const int Length = 16;

        public byte Instrument;
        public byte Address;

        /// <summary>ATM90E32: phase; ADS1115: pair of inputs; ESP32: which of the board's inputs.</summary>
        public byte Input;

        /// <summary>ATM90E32: bit 0 = 60 Hz, bits 2 to 1 = gain of the current inputs (0, 1, 2 = 1, 2, 4 times).</summary>
        public byte Flags;

        /// <summary>Shunt in microohm, milliamps per volt of a clamp, or an ATM90E32's phase delay and power gain.</summary>
        public uint Scale;

        public uint MaximumMilliamps;

        /// <summary>INA228: coefficient of the shunt in ppm/K; ATM90E32: voltage gain.</summary>
        public ushort A;

        /// <summary>ATM90E32: current gain.</summary>
        public ushort B;

        public void Read(byte[] from, int at)
        {
            Instrument = from[at];
            Address = from[at + 1];
            Input = from[at + 2];
            Flags = from[at + 3];
            Scale = Bytes.ReadUInt32(from, at + 4);
            MaximumMilliamps = Bytes.ReadUInt32(from, at + 8);
            A = Bytes.ReadUInt16(from, at + 12);
            B = Bytes.ReadUInt16(from, at + 14);
        }

        public void Write(byte[] into, int at)
        {
            into[at] = Instrument;
            into[at + 1] = Address;
            into[at + 2] = Input;
            into[at + 3] = Flags;
            Bytes.WriteUInt32(into, at + 4, Scale);
            Bytes.WriteUInt32(into, at + 8, MaximumMilliamps);
            Bytes.WriteUInt16(into, at + 12, A);
            Bytes.WriteUInt16(into, at + 14, B);
        }

        public Ina228Options MakeIna228() => new Ina228Options
        {
            Address = Address, MaximumMilliamps = ToInt(MaximumMilliamps), ShuntMicroohms = ToInt(Scale), ShuntPpmPerKelvin = A
        };

        public Ina226Options MakeIna226() => new Ina226Options
        {
            Address = Address, MaximumMilliamps = ToInt(MaximumMilliamps), ShuntMicroohms = ToInt(Scale)
        };

        public Atm90E32PhaseOptions MakePhase() => new Atm90E32PhaseOptions
        {
            Phase = Input, MaximumMilliamps = ToInt(MaximumMilliamps), VoltageGain = A, CurrentGain = B,
            PhaseDelay = unchecked((short)Scale), PowerGain = unchecked((short)(Scale >> 16))
        };

        public ClampOptions MakeClamp(uint mainsMillivolts) => new ClampOptions
        {
            MilliampsPerVolt = ToInt(Scale), MaximumMilliamps = ToInt(MaximumMilliamps), MainsMillivolts = ToInt(mainsMillivolts)
        };

        // What does not fit is refused by the range that follows.
        private static int ToInt(uint value) => value > int.MaxValue ? int.MaxValue : (int)value;
    }
}
