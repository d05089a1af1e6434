namespace GreenPow.Simulator.Sites;

/// <summary>Who commissions a site: the account, and how it signs the digest that the device signed (EIP-191, 65 bytes r, s, v).</summary>
public sealed record Installer(byte[] Address, Func<byte[], byte[]> Sign);
