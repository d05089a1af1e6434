namespace GreenPow.Simulator.Sites;

/// <summary>What an installer gives a device: the chain and registry that its history belongs to, and the gateway's P-256 key (65 bytes).</summary>
public sealed record NetworkInfo(ulong ChainId, byte[] Registry, byte[] NetworkId, byte[] GatewayPublicKey);
