using System;

namespace GreenPow.Core
{
    /// <summary>How one phase of an ATM90E32 is wired.</summary>
    public sealed class Atm90E32PhaseOptions
    {
        private const int VoltageIsDelayed = 0x8000;

        /// <summary>0, 1, 2 for A, B, C.</summary>
        public byte Phase;

        /// <summary>Largest RMS current of the clamp, 1,000 to 65,000 mA (the register ends at 65.535 A).</summary>
        public int MaximumMilliamps = 50000;

        /// <summary>UgainX: 0x8000 = 1; what makes VoltageRms true with this divider, from the board's documentation.</summary>
        public int VoltageGain = 0x8000;

        /// <summary>IgainX, likewise for the clamp.</summary>
        public int CurrentGain = 0x8000;

        /// <summary>
        /// PhiX: what the clamp turns the current's phase, taken out by delaying the current (positive) or the voltage (negative),
        /// -1,023 to 1,023 periods of 2.048 MHz, 0.0088 degrees each at 50 Hz. From the error of power at power factor 0.5
        /// inductive: error x 3763.739 at 50 Hz, x 3136.449 at 60 Hz (Atmel-46103, 4.2.7).
        /// </summary>
        public int PhaseDelay;

        /// <summary>PQGainX: what the gains of voltage and current leave of an error of power, -16,384 to 16,383 in 1/32768.</summary>
        public int PowerGain;

        /// <summary>Registers of a phase that act on its energy: none keeps what somebody else left there.</summary>
        public const int Settings = 5;

        public void Setting(int index, out int register, out int value)
        {
            switch (index)
            {
                case 0: register = Atm90E32Register.VoltageGainA + 4 * Phase; value = VoltageGain; return;
                case 1: register = Atm90E32Register.CurrentGainA + 4 * Phase; value = CurrentGain; return;
                case 2: register = Atm90E32Register.PhaseAngleA + 2 * Phase; value = PhaseDelay < 0 ? VoltageIsDelayed | -PhaseDelay : PhaseDelay; return;
                case 3: register = Atm90E32Register.PowerGainA + 2 * Phase; value = PowerGain & 0xFFFF; return;
                default: register = Atm90E32Register.PowerOffsetA + 2 * Phase; value = 0; return;
            }
        }

        /// <summary>Why the chip cannot measure this wiring, or null.</summary>
        public string Reason()
        {
            if (Phase > 2) return "ATM90E32 phase is " + Phase.ToString() + ", must be 0 to 2 (A, B, C)";
            if (MaximumMilliamps < 1000 || MaximumMilliamps > 65000) return "ATM90E32 maximum current is " + MaximumMilliamps.ToString() + " mA, must be 1,000 to 65,000";
            if (VoltageGain < 1 || VoltageGain > 0xFFFF) return "ATM90E32 voltage gain is " + VoltageGain.ToString() + ", must be 1 to 65,535";
            if (CurrentGain < 1 || CurrentGain > 0xFFFF) return "ATM90E32 current gain is " + CurrentGain.ToString() + ", must be 1 to 65,535";
            if (PhaseDelay < -1023 || PhaseDelay > 1023) return "ATM90E32 phase delay is " + PhaseDelay.ToString() + " periods, must be -1,023 to 1,023";
            return PowerGain < -16384 || PowerGain > 16383 ? "ATM90E32 power gain is " + PowerGain.ToString() + ", must be -16,384 to 16,383" : null;
        }
    }

    /// <summary>How an ATM90E32 is set up, with 1 to 3 wired phases.</summary>
    public sealed class Atm90E32Options
    {
        /// <summary>PL_Constant = 450e9 / pulses per kWh; 3,200 is the chip's own value (datasheet, PLconstH/L).</summary>
        public const int PulseConstant = 140625000;

        /// <summary>One step of an energy register is always 0.01 pulse (datasheet, 3.5.1; Atmel-46103, 4.2.2): 3.6e6 J / 320,000 = 11.25 J.</summary>
        public const int MicrojoulesPerStep = 11250000;

        /// <summary>
        /// No-load threshold of all phases and of each in steps of 0.00032 W: the class's zero of 0.5 W, so that an empty line never
        /// creeps to a step. A phase adds nothing up while its |P| + |Q| is below it; while the total of all phases is, none does.
        /// </summary>
        public const int NoLoadThreshold = 1562;

        // MMode0: bit 12 = 60 Hz, bit 7 as reset, bit 3 (ABSEnP) = the total sums magnitudes, bits 2 to 0 = phases A, B, C in the sum.
        // The magnitudes: with the plain sum, phases that flow against each other would hold the total below its threshold. The energy
        // registers of each phase keep their own directions. Bit 9 means something on the M90E36A alone, here it is reserved.
        private const int Mode0Magnitudes = 0x008F;
        private const int Mode060Hertz = 0x1000;

        public bool Is60Hertz;

        /// <summary>MMode1: two bits of gain for each current input, 0, 1, 2 = 1, 2, 4 times.</summary>
        public int CurrentInputGain;

        public Atm90E32PhaseOptions[] Phases = new Atm90E32PhaseOptions[] { new Atm90E32PhaseOptions() };

        public int Mode0 => Is60Hertz ? Mode0Magnitudes | Mode060Hertz : Mode0Magnitudes;

        public int Mode1 => CurrentInputGain | (CurrentInputGain << 2) | (CurrentInputGain << 4);

        /// <summary>Why the chip cannot measure this wiring, or null.</summary>
        public string Reason()
        {
            if (Phases == null || Phases.Length < 1 || Phases.Length > 3) return "ATM90E32 has 1 to 3 phases";
            if (CurrentInputGain < 0 || CurrentInputGain > 2) return "ATM90E32 current input gain is " + CurrentInputGain.ToString() + ", must be 0 to 2 (1, 2 or 4 times)";
            for (int i = 0; i < Phases.Length; i++)
            {
                string reason = Phases[i].Reason();
                if (reason != null) return reason;
                for (int k = 0; k < i; k++)
                    if (Phases[k].Phase == Phases[i].Phase) return "ATM90E32 phase " + Phases[i].Phase.ToString() + " is there twice: reading it empties it";
            }

            return null;
        }

        /// <summary>Refuses a wiring that the chip cannot measure.</summary>
        public void Check()
        {
            string reason = Reason();
            if (reason != null) throw new ArgumentException(reason);
        }
    }
}
