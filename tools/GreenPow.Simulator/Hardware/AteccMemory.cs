using System.Security.Cryptography;

namespace GreenPow.Simulator.Hardware;

/// <summary>What an ATECC608 keeps without power: its configuration zone as it leaves the factory, and the private keys of its slots.</summary>
public sealed class AteccMemory
{
    public const int Slots = 16;

    /// <summary>Places as in DS20005927A, "Configuration Zone"; the slots as a chip may come, which is not as a meter wants them.</summary>
    public byte[] Config { get; } = Convert.FromHexString(
        "0123a7b1" + "00006003" + "c4d5e6f7ee" + "010100" // serial, revision, serial, AES and I2C enabled
        + "c0000000" // I2C address 0x60, modes
        + "8320872087208f20c48f8f8f8f8f9f8f82200f0fc44f0f0f0f0f0f0f0f0f0f0f" // SlotConfig
        + "ffffffff00000000ffffffff00000000" + "00000000000000000000000000000000" // counters, uses
        + "0000" + "5555" + "ffff" + "0000" + "00000000" // user, locks, slots not locked, options, X.509
        + "33003300330033001c001c001c001c001c001c001c003c003c003c003c003c00"); // KeyConfig

    /// <summary>d of each slot's private key; null = none; 32 zero bytes = a write that lost power.</summary>
    public byte[]?[] PrivateKeys { get; } = new byte[]?[Slots];

    /// <summary>32-byte blocks of the slots that hold data: slot and block.</summary>
    public Dictionary<(int Slot, int Block), byte[]> Blocks { get; } = [];

    /// <summary>How many private keys were ever made in slot 0.</summary>
    public int KeysMade { get; set; }

    public bool ConfigLocked => Config[87] == 0;

    public bool DataLocked => Config[86] == 0;

    public bool SlotLocked(int slot) => (Word(88) >> slot & 1) == 0;

    public int SlotConfig(int slot) => Word(20 + 2 * slot);

    public int KeyConfig(int slot) => Word(96 + 2 * slot);

    /// <summary>x and y, 64 bytes; null when there is no key or a broken one.</summary>
    public byte[]? PublicKey(int slot)
    {
        if (PrivateKeys[slot] is not { } d || !d.AsSpan().ContainsAnyExcept((byte)0)) return null;
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        return [.. q.X!, .. q.Y!];
    }

    private int Word(int at) => Config[at] | Config[at + 1] << 8;
}
