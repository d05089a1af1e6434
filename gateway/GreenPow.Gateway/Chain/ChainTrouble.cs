using GreenPow.Dao;

namespace GreenPow.Gateway.Chain;

/// <summary>Whether a fault is the chain's: it is away, starts again (its old client is disposed), or has lost blocks. It passes; a fault of ours does not.</summary>
public static class ChainTrouble
{
    public static bool Is(Exception fault) =>
        fault is NodeUnreachableException or JsonRpcException or RevertedException or ContractMissingException or ObjectDisposedException;
}
