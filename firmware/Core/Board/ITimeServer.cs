namespace GreenPow.Core
{
    /// <summary>Where the board asks for the time.</summary>
    public interface ITimeServer
    {
        /// <summary>Name or dotted address of an SNTP server; asked whenever the network has come up.</summary>
        void Use(string host);
    }
}
