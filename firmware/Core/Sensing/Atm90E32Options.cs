using System;

namespace GreenPow.Core
{
    /// <summary>How one phase of an ATM90E32 is wired.</summary>
    public sealed class Atm90E32PhaseOptions
    {
        /// <summary>0, 1, 2 for A, B, C.</summary>
        public byte Phase;

        /// <summary>Largest RMS current of the clamp, 1,000 to 65,000 mA (the register ends at 65.535 A).</summary>
        public int MaximumMilliamps = 50000;

        /// <summary>UgainX: 0x8000 = 1; what makes VoltageRms true with this divider, from the board's documentation.</summary>
        public int VoltageGain = 0x8000;

        /// <summary>IgainX, likewise for the clamp.</summary>
        public int CurrentGain = 0x8000;

        /// <summary>Why the chip cannot measure this wiring, or null.</summary>
        public string Reason()
        {
            if (Phase > 2) return "ATM90E32 phase is " + Phase.ToString() + ", must be 0 to 2 (A, B, C)";
            if (MaximumMilliamps < 1000 || MaximumMilliamps > 65000) return "ATM90E32 maximum current is " + MaximumMilliamps.ToString() + " mA, must be 1,000 to 65,000";
            if (VoltageGain < 1 || VoltageGain > 0xFFFF) return "ATM90E32 voltage gain is " + VoltageGain.ToString() + ", must be 1 to 65,535";
            return CurrentGain < 1 || CurrentGain > 0xFFFF ? "ATM90E32 current gain is " + CurrentGain.ToString() + ", must be 1 to 65,535" : null;
        }
    }

    /// <summary>How an ATM90E32 is set up, with 1 to 3 wired phases.</summary>
    public sealed class Atm90E32Options
    {
        /// <summary>PL_Constant = 450e9 / pulses per kWh; 3,200 is the chip's own value (datasheet, PLconstH/L).</summary>
        public const int PulseConstant = 140625000;

        /// <summary>One step of an energy register at 3,200 pulses per kWh and 0.01 pulse a step: 3.6e6 J / 320,000 = 11.25 J.</summary>
        public const int MicrojoulesPerStep = 11250000;

        /// <summary>
        /// No-load threshold of all phases and of each in steps of 0.00032 W: the class's zero of 0.5 W. Below it the chip adds nothing
        /// up, so that an empty line never creeps to a step.
        /// </summary>
        public const int NoLoadThreshold = 1562;

        // MMode0: bit 12 = 60 Hz, bit 9 = steps of 0.01 pulse, bit 7 as reset, bits 2 to 0 = phases A, B, C in the sum.
        private const int Mode0FineSteps = 0x0287;
        private const int Mode060Hertz = 0x1000;

        public bool Is60Hertz;

        /// <summary>MMode1: two bits of gain for each current input, 0, 1, 2 = 1, 2, 4 times.</summary>
        public int CurrentInputGain;

        public Atm90E32PhaseOptions[] Phases = new Atm90E32PhaseOptions[] { new Atm90E32PhaseOptions() };

        public int Mode0 => Is60Hertz ? Mode0FineSteps | Mode060Hertz : Mode0FineSteps;

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
