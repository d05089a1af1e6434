namespace GreenPow.Core
{
    /// <summary>Lets the attached miner run or not: a relay, or the miner's own pause command.</summary>
    public interface IMinerSwitch
    {
        /// <summary>Called on every change of mind and once at boot.</summary>
        void Switch(bool on);
    }
}
