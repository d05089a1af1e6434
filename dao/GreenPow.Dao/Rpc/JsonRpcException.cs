namespace GreenPow.Dao;

/// <summary>The node answered with an error.</summary>
/// <param name="code">JSON-RPC 2.0 code; 3 is a reverted call in Ethereum nodes.</param>
/// <param name="data">Bytes of the error's data member, empty where there are none: of a revert, its reason.</param>
public sealed class JsonRpcException(string method, int code, string message, byte[] data) : Exception($"{method}: {message} (code {code})")
{
    public string Method { get; } = method;
    public int Code { get; } = code;
    public string NodeMessage { get; } = message;
    public IReadOnlyList<byte> RevertData { get; } = data;
}

/// <summary>No answer came: connection refused or cut, time out, or something else than JSON-RPC.</summary>
public sealed class NodeUnreachableException(Uri endpoint, string reason, Exception? inner = null)
    : Exception($"The Ethereum node at {endpoint} did not answer: {reason}", inner);
