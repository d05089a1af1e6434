using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Everything outside the core that a device stands on.</summary>
    public sealed class DeviceBoard
    {
        public IClock Clock;
        public IFlash Flash;
        public ILink Link;
        public IRandom Random;
        public ISigner Signer;

        /// <summary>The instruments; channels name them by index.</summary>
        public IPowerMeter[] Meters;

        /// <summary>Null when no miner is attached.</summary>
        public IMinerSwitch MinerSwitch;

        /// <summary>What the gateway's commands act on beside the device itself; null = nothing.</summary>
        public ICommandHandler Commands;

        /// <summary>Takes the pieces of a firmware update; null = no updates over the air.</summary>
        public IUpdateSink Updates;

        /// <summary>Null when the board cannot tell.</summary>
        public IBoardHealth Health;

        /// <summary>Why the chip started, one of <see cref="ResetReason"/>.</summary>
        public byte ResetReason;
    }

    /// <summary>What a status frame says about the board.</summary>
    public interface IBoardHealth
    {
        uint FreeMemoryBytes { get; }
        sbyte RssiDbm { get; }
        bool TamperOpen { get; }
    }
}
