using System.Numerics;

namespace GreenPow.Energy;

/// <summary>One payee's part of a mint, in wei: 10^18 are one token, one token is one kilowatt-hour.</summary>
public readonly record struct EnergySplit(BigInteger OwnerWei, BigInteger StorageWei);

/// <summary>One payee's part of a DECA mint, in wei.</summary>
public readonly record struct DecaSplit(BigInteger OwnerWei, BigInteger VaultWei);

/// <summary>Divides what is minted; nothing is lost and nothing is made: the parts always add up to the whole.</summary>
public static class Settlement
{
    /// <summary>10^18 wei per kWh / 10^6 mWh per kWh.</summary>
    public static readonly BigInteger WeiPerMilliwattHour = BigInteger.Pow(10, 12);

    public static EnergySplit SplitEnergy(MilliwattHours minted, int storageSharePermille)
    {
        var (owner, storage) = Split(minted, storageSharePermille);
        return new(owner, storage);
    }

    public static DecaSplit SplitDeca(MilliwattHours minted, int vaultPermille)
    {
        var (owner, vault) = Split(minted, vaultPermille);
        return new(owner, vault);
    }

    // 10^12 wei per mWh is a multiple of 1,000, so a permille share has no remainder.
    private static (BigInteger Owner, BigInteger Share) Split(MilliwattHours minted, int permille)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minted.Value, nameof(minted));
        ArgumentOutOfRangeException.ThrowIfNegative(permille);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permille, 1000);
        var whole = minted.Value * WeiPerMilliwattHour;
        var share = whole * permille / 1000;
        return (whole - share, share);
    }
}
