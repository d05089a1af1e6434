using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>What a shunt monitor's own offset looks like in watts: the smaller the shunt, the more.</summary>
    public static class ShuntZero
    {
        /// <summary>The class of the instrument, or its offset over this shunt at the highest voltage that it measures, whichever is more.</summary>
        public static uint Milliwatts(byte instrument, int offsetNanovolts, int shuntMicroohms)
        {
            // nV / microohm = mA; mA x mV = uW; rounded up.
            long ofWiring = ((long)offsetNanovolts * Instrument.MaximumMillivolts(instrument) / shuntMicroohms + 999) / 1000;
            uint ofClass = Instrument.ClassZeroMilliwatts(instrument);
            return ofWiring > ofClass ? (uint)ofWiring : ofClass;
        }
    }
}
