namespace GreenPow.Core
{
    /// <summary>The one button of the board.</summary>
    public interface IButton
    {
        bool IsPressed { get; }
    }
}
