namespace GreenPow.Wire
{
    /// <summary>What a channel of a status frame is made of.</summary>
    public sealed class StatusChannel
    {
        public byte Role;
        public byte Instrument;

        /// <summary>Number of the commissioning record in use, modulo 256; 0 = none.</summary>
        public byte Calibration;
    }
}
