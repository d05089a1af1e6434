namespace GreenPow.Core
{
    /// <summary>A pin that gives a duty cycle to a power stage.</summary>
    public interface IPwmOutput
    {
        /// <summary>0 = off, 1000 = fully on.</summary>
        void Set(int permille);
    }
}
