using GreenPow.Dao.Abi;

namespace GreenPow.Dao;

/// <summary>A contract refused a call or a transaction.</summary>
public sealed class RevertedException(string what, RevertReason reason, Exception? inner = null) : Exception($"{what}: {reason.Text}", inner)
{
    public RevertReason Reason { get; } = reason;
}
