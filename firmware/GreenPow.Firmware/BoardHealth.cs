using GreenPow.Core;
using nanoFramework.Runtime.Native;

namespace GreenPow.Firmware
{
    /// <summary>What a status frame says about the board.</summary>
    public sealed class BoardHealth : IBoardHealth
    {
        private readonly IWifi _wifi;
        private readonly Pin _tamper;

        public BoardHealth(IWifi wifi, Pin tamper)
        {
            _wifi = wifi;
            _tamper = tamper;
        }

        /// <summary>Of the managed heap, after a collection.</summary>
        public uint FreeMemoryBytes => GC.Run(false);

        public sbyte RssiDbm => _wifi.RssiDbm;

        /// <summary>To ground while the box is closed.</summary>
        public bool TamperOpen => _tamper.IsHigh;
    }
}
