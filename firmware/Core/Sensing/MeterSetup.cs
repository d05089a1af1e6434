using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>From the settings' description of the instruments to the instruments themselves.</summary>
    public static class MeterSetup
    {
        /// <summary>As many as <c>SettingRules</c> lets a channel name.</summary>
        public const int MostMeters = 8;

        /// <summary>The board as hardware/README.md builds it: one INA228 at 0x40 with a shunt of 2 milliohm for 20 A.</summary>
        public static byte[] Usual()
        {
            byte[] bytes = new byte[MeterDescription.Length];
            new MeterDescription { Instrument = Instrument.Ina228, Address = 0x40, Scale = 2000, MaximumMilliamps = 20000 }.Write(bytes, 0);
            return bytes;
        }

        /// <summary>
        /// Why these instruments cannot be made on this board, or null. <paramref name="descriptions"/> are entries of
        /// <see cref="MeterDescription.Length"/> bytes, null = <see cref="Usual"/>; a null board checks the entries alone.
        /// </summary>
        public static string Reason(byte[] descriptions, ApplianceBoard board, uint mainsMillivolts)
        {
            MeterDescription[] meters = Parse(descriptions, out string reason);
            for (int i = 0; reason == null && i < meters.Length; i++)
            {
                reason = OfOne(meters[i], board, mainsMillivolts);
                for (int k = 0; reason == null && k < i; k++) reason = Clash(meters[k], meters[i]);
                if (reason != null) reason = "Meter " + i.ToString() + ": " + reason;
            }

            return reason;
        }

        /// <summary>The instruments in the order of their descriptions; throws an ArgumentException with <see cref="Reason"/>.</summary>
        public static IPowerMeter[] Make(byte[] descriptions, ApplianceBoard board, uint mainsMillivolts)
        {
            string reason = Reason(descriptions, board, mainsMillivolts);
            if (reason != null) throw new ArgumentException(reason);
            MeterDescription[] meters = Parse(descriptions, out reason);
            IPowerMeter[] made = new IPowerMeter[meters.Length];
            for (int i = 0; i < meters.Length; i++)
            {
                MeterDescription meter = meters[i];
                if (meter.Instrument == Instrument.Ina228) made[i] = new Ina228(board.I2c, meter.MakeIna228());
                else if (meter.Instrument == Instrument.Ina226) made[i] = new Ina226(board.I2c, meter.MakeIna226());
                else if (meter.Instrument == Instrument.Ads1115) made[i] = new Ads1115Clamp(board.I2c, meter.Address, meter.Input, meter.MakeClamp(mainsMillivolts));
                else if (meter.Instrument == Instrument.Esp32Adc) made[i] = new AdcClamp(board.Analog[meter.Input], meter.MakeClamp(mainsMillivolts));
            }

            PutPhases(meters, made, board);
            return made;
        }

        /// <summary>What each may show with nothing flowing in this wiring, in milliwatts: the least that a commissioning record may say.</summary>
        public static uint[] ZeroMilliwatts(byte[] descriptions)
        {
            MeterDescription[] meters = Parse(descriptions, out string reason);
            if (reason != null) throw new ArgumentException(reason);
            uint[] zeros = new uint[meters.Length];
            for (int i = 0; i < meters.Length; i++)
            {
                byte instrument = meters[i].Instrument;
                zeros[i] = instrument == Instrument.Ina228 ? meters[i].MakeIna228().ZeroMilliwatts
                    : instrument == Instrument.Ina226 ? meters[i].MakeIna226().ZeroMilliwatts
                    : Instrument.ClassZeroMilliwatts(instrument);
            }

            return zeros;
        }

        private static MeterDescription[] Parse(byte[] descriptions, out string reason)
        {
            byte[] bytes = descriptions == null ? Usual() : descriptions;
            int count = bytes.Length / MeterDescription.Length;
            reason = null;
            if (count * MeterDescription.Length != bytes.Length || count < 1 || count > MostMeters)
            {
                reason = "Meters have " + bytes.Length.ToString() + " bytes, must be 1 to 8 entries of 16";
                return null;
            }

            MeterDescription[] meters = new MeterDescription[count];
            for (int i = 0; i < count; i++)
            {
                meters[i] = new MeterDescription();
                meters[i].Read(bytes, i * MeterDescription.Length);
            }

            return meters;
        }

        private static string OfOne(MeterDescription meter, ApplianceBoard board, uint mainsMillivolts)
        {
            switch (meter.Instrument)
            {
                case Instrument.Ina228: return OnI2c(board) ?? meter.MakeIna228().Reason();
                case Instrument.Ina226: return OnI2c(board) ?? meter.MakeIna226().Reason();
                case Instrument.Atm90E32:
                    if (board != null && board.Spi == null) return "ATM90E32 needs an SPI bus, and this board has none";
                    return meter.MakePhase().Reason() ?? MakeChip(meter).Reason();
                case Instrument.Ads1115:
                    if (meter.Address < 0x48 || meter.Address > 0x4B) return "ADS1115 address is " + meter.Address.ToString() + ", must be 72 to 75 (0x48 to 0x4B)";
                    if (meter.Input > 1) return "ADS1115 pair is " + meter.Input.ToString() + ", must be 0 or 1";
                    return OnI2c(board) ?? meter.MakeClamp(mainsMillivolts).Reason("ADS1115");
                case Instrument.Esp32Adc:
                    int inputs = board == null ? 256 : board.Analog == null ? 0 : board.Analog.Length;
                    if (meter.Input >= inputs) return "ESP32 input is " + meter.Input.ToString() + ", and this board has " + inputs.ToString();
                    return meter.MakeClamp(mainsMillivolts).Reason("ESP32");
                default: return "instrument is " + meter.Instrument.ToString() + ", must be 1 to 5";
            }
        }

        private static string OnI2c(ApplianceBoard board) => board != null && board.I2c == null ? "needs an I2C bus, and this board has none" : null;

        private static string Clash(MeterDescription first, MeterDescription second)
        {
            if (IsOnI2c(first) && IsOnI2c(second) && first.Address == second.Address) return "I2C address " + second.Address.ToString() + " is taken";
            if (first.Instrument != second.Instrument || IsOnI2c(first)) return null;
            if (first.Input == second.Input) return "input " + second.Input.ToString() + " is taken";
            return first.Instrument == Instrument.Atm90E32 && first.Flags != second.Flags ? "flags differ from those of the other phases of the ATM90E32" : null;
        }

        private static bool IsOnI2c(MeterDescription meter) => meter.Instrument != Instrument.Atm90E32 && meter.Instrument != Instrument.Esp32Adc;

        private static Atm90E32Options MakeChip(MeterDescription meter) => new Atm90E32Options
        {
            Is60Hertz = (meter.Flags & 1) != 0, CurrentInputGain = meter.Flags >> 1, Phases = new Atm90E32PhaseOptions[] { meter.MakePhase() }
        };

        private static void PutPhases(MeterDescription[] meters, IPowerMeter[] made, ApplianceBoard board)
        {
            int count = 0;
            Atm90E32Options options = null;
            for (int i = 0; i < meters.Length; i++)
            {
                if (meters[i].Instrument != Instrument.Atm90E32) continue;
                options = MakeChip(meters[i]);
                count++;
            }

            if (options == null) return;
            options.Phases = new Atm90E32PhaseOptions[count];
            for (int i = meters.Length - 1, p = count; i >= 0; i--)
                if (meters[i].Instrument == Instrument.Atm90E32) options.Phases[--p] = meters[i].MakePhase();
            Atm90E32 chip = new Atm90E32(board.Spi, options);
            for (int i = 0, p = 0; i < meters.Length; i++)
                if (meters[i].Instrument == Instrument.Atm90E32) made[i] = chip.Phases[p++];
        }
    }
}
