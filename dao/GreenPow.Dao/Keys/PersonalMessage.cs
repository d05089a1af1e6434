using System.Text;

namespace GreenPow.Dao;

/// <summary>What wallets sign for "personal_sign": a prefix keeps it from ever being a transaction (EIP-191, version 0x45).</summary>
public static class PersonalMessage
{
    public static Hash32 Hash(ReadOnlySpan<byte> message) =>
        Keccak.Hash([.. Encoding.ASCII.GetBytes($"\u0019Ethereum Signed Message:\n{message.Length}"), .. message]);

    /// <summary>The account that signed the message, from a 65-byte signature; false if the signature is malformed or no key made it.</summary>
    public static bool TryRecover(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature, out Address signer)
    {
        signer = default;
        return EthereumSignature.TryRead(signature, out var read) && read.TryRecover(Hash(message), out signer);
    }
}
