namespace GreenPow.Core
{
    /// <summary>Requests of browsers on the local network, one at a time, never blocking.</summary>
    public interface IRequestListener
    {
        /// <summary>First line of the next request ("GET /live HTTP/1.1"), or null.</summary>
        string TakeRequest();

        /// <summary>Sends a whole answer, head and body, to who asked last and closes the connection. The array stays as it is until the next request is taken.</summary>
        void Answer(byte[] response, int count);
    }
}
