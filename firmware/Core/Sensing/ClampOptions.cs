using System;

namespace GreenPow.Core
{
    /// <summary>A current transformer on a converter: what flows in the line by the voltage that the clamp gives.</summary>
    public sealed class ClampOptions
    {
        /// <summary>Current in the line per volt from the clamp, 100 to 1,000,000 mA/V; 30,000 for an SCT-013-030.</summary>
        public int MilliampsPerVolt = 30000;

        /// <summary>Largest RMS current of the clamp, 100 to 1,000,000 mA.</summary>
        public int MaximumMilliamps = 30000;

        /// <summary>What the mains is taken to be, 90,000 to 480,000 mV RMS: a clamp alone sees no voltage and no phase.</summary>
        public int MainsMillivolts = 230000;

        /// <summary>Why this cannot be, or null.</summary>
        public string Reason(string name)
        {
            if (MilliampsPerVolt < 100 || MilliampsPerVolt > 1000000) return name + " clamp gives " + MilliampsPerVolt.ToString() + " mA/V, must be 100 to 1,000,000";
            if (MaximumMilliamps < 100 || MaximumMilliamps > 1000000) return name + " clamp's maximum is " + MaximumMilliamps.ToString() + " mA, must be 100 to 1,000,000";
            if (MainsMillivolts < 90000 || MainsMillivolts > 480000) return name + " mains is " + MainsMillivolts.ToString() + " mV, must be 90,000 to 480,000";
            return null;
        }

        public void Check(string name)
        {
            string reason = Reason(name);
            if (reason != null) throw new ArgumentException(reason);
        }

        /// <summary>Fills a reading with apparent power: never the real one, never against the direction, never minted from.</summary>
        public void Fill(PowerReading into, int rmsMicrovolts, int elapsedMilliseconds)
        {
            long microamps = (long)rmsMicrovolts * MilliampsPerVolt / 1000;

            // uA x mV = nW; x ms = pJ (at most 43 + 19 bits before the first division).
            into.EnergyMicrojoules = microamps * MainsMillivolts / 1000000 * elapsedMilliseconds;
            into.MeanMicroamps = microamps;
            into.Millivolts = MainsMillivolts;
            if (microamps / 1000 > MaximumMilliamps) into.Clipped = true;
        }
    }
}
