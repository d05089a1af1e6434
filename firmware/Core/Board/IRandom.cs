namespace GreenPow.Core
{
    /// <summary>The board's hardware generator.</summary>
    public interface IRandom
    {
        /// <summary>Fills the whole array.</summary>
        void Fill(byte[] into);
    }
}
