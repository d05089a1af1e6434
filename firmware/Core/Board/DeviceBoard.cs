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

        /// <summary>Relay of an attached miner; null = none.</summary>
        public IMinerSwitch MinerSwitch;

        /// <summary>Proportional output of an attached miner; null = none.</summary>
        public IPwmOutput MinerPwm;

        /// <summary>Reaches a miner with an HTTP interface; null = none.</summary>
        public IHttpClient Http;

        /// <summary>Tells the supply's voltage where no channel measures the battery; may be null.</summary>
        public IPower Power;

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
