namespace GreenPow.Core
{
    /// <summary>The one light of the board.</summary>
    public interface IIndicator
    {
        void Set(bool isOn);
    }
}
