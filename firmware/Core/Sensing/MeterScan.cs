using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Finds shunt monitors by their manufacturer's and device numbers, for commissioning; it only reads.</summary>
    public static class MeterScan
    {
        public const byte FirstAddress = 0x40;
        public const int Addresses = 16;

        /// <summary>The instrument at each of 0x40 to 0x4F, 0 where none is known.</summary>
        public static byte[] Find(II2cBus bus)
        {
            byte[] found = new byte[Addresses];
            for (int i = 0; i < Addresses; i++)
            {
                RegisterPort port = new RegisterPort(bus, (byte)(FirstAddress + i));
                if (Ina226.IsPresent(port)) found[i] = Instrument.Ina226;
                else if (Ina228.IsPresent(port)) found[i] = Instrument.Ina228;
            }

            return found;
        }

        /// <summary>What was found as descriptions for <see cref="MeterSetup"/>, with the usual shunt of each chip; null when nothing was.</summary>
        public static byte[] Describe(byte[] found)
        {
            int count = 0;
            for (int i = 0; i < found.Length; i++)
                if (found[i] != 0 && count < MeterSetup.MostMeters) count++;
            if (count == 0) return null;
            byte[] bytes = new byte[count * MeterDescription.Length];
            for (int i = 0, at = 0; i < found.Length && at < bytes.Length; i++)
            {
                if (found[i] == 0) continue;
                new MeterDescription
                {
                    Instrument = found[i], Address = (byte)(FirstAddress + i),
                    Scale = found[i] == Instrument.Ina226 ? 4000u : 2000u, MaximumMilliamps = 20000
                }.Write(bytes, at);
                at += MeterDescription.Length;
            }

            return bytes;
        }
    }
}
