namespace GreenPow.Core
{
    /// <summary>Small requests to a device on the local network; one at a time, never blocking.</summary>
    public interface IHttpClient
    {
        /// <summary>Begins a request without a body; false while another one runs.</summary>
        bool Begin(string method, string url);

        /// <summary>One of <see cref="HttpState"/>, or a status code (200 ...) once answered; reading an answer makes room for the next request.</summary>
        int TakeStatus();
    }

    public static class HttpState
    {
        public const int Idle = 0;
        public const int Running = 1;

        /// <summary>No connection, or no answer within the client's time.</summary>
        public const int Failed = 2;
    }
}
