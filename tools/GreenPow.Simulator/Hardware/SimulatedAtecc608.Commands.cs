using System.Security.Cryptography;

namespace GreenPow.Simulator.Hardware;

/// <summary>The commands: what they ask of zones, locks and TempKey, what they answer, and how long they take.</summary>
public sealed partial class SimulatedAtecc608
{
    private const byte Success = 0x00;
    private const byte Miscompare = 0x01;
    private const byte ParseError = 0x03;
    private const byte EccFault = 0x05;
    private const byte ExecutionError = 0x0f;

    // 32 bytes that a Nonce left; most commands consume it.
    private byte[]? tempKey;

    private void Execute(byte opcode, int mode, int param2, byte[] data)
    {
        var (shortest, longest) = Times(opcode, memory.Config[19] & 0xf8);
        var duration = faults.Between(shortest * 1000, longest * 1000) * PercentOfTimes / 100;
        if (faults.PowerCutDuring == opcode)
        {
            faults.PowerCutDuring = 0;
            LosePower(opcode, mode, param2, data);
        }
        if (faults.WatchdogStrikes())
        {
            FallAsleep();
            return;
        }
        Executed[opcode] = Executed.GetValueOrDefault(opcode) + 1;
        Answer(Run(opcode, mode, param2, data));
        busyUntil = Microseconds + duration;
    }

    private byte[] Run(byte opcode, int mode, int param2, byte[] data) => opcode switch
    {
        0x02 => Read(mode, param2, data),
        0x12 => Write(mode, param2, data),
        0x16 => Nonce(mode, param2, data),
        0x17 => Lock(mode, param2, data),
        0x1b => RandomBytes(mode, param2, data),
        0x30 => mode == 0 && data.Length == 0 ? memory.Config[4..8] : [ParseError],
        0x40 => GenKey(mode, param2, data),
        0x41 => Sign(mode, param2, data),
        0x43 => Ecdh(mode, param2, data),
        0x45 => Verify(mode, param2, data),
        _ => [ParseError],
    };

    private byte[] Read(int zone, int address, byte[] data)
    {
        var length = (zone & 0x80) != 0 ? 32 : 4;
        if (data.Length != 0) return [ParseError];
        if ((zone & 3) == 0)
        {
            var at = 4 * (address & 0x1f);
            return at % length != 0 || address > 0x1f ? [ParseError] : memory.Config[at..(at + length)];
        }
        if ((zone & 3) != 2 || length != 32) return [ParseError];
        var slot = address >> 3 & 0xf;
        // Nothing of the data zone is read before it is locked, and never what is secret or a private key.
        if (!memory.DataLocked || (memory.SlotConfig(slot) & 0x80) != 0 || (memory.KeyConfig(slot) & 1) != 0) return [ExecutionError];
        return memory.Blocks.GetValueOrDefault((slot, address >> 8)) ?? new byte[32];
    }

    private byte[] Write(int zone, int address, byte[] data)
    {
        var length = (zone & 0x80) != 0 ? 32 : 4;
        if (data.Length != length) return [ParseError];
        if ((zone & 3) == 0)
        {
            var at = 4 * (address & 0x1f);
            if (at % length != 0 || address > 0x1f) return [ParseError];
            // Serial number, revision and I2C mode are the maker's; the locks are Lock's.
            if (memory.ConfigLocked || at < 16 || (at <= 84 && at + length > 84)) return [ExecutionError];
            data.CopyTo(memory.Config, at);
            return [Success];
        }
        if ((zone & 3) != 2 || length != 32) return [ParseError];
        var slot = address >> 3 & 0xf;
        if (!memory.ConfigLocked || (memory.KeyConfig(slot) & 1) != 0) return [ExecutionError];
        if (memory.DataLocked && ((memory.SlotConfig(slot) & 0xf000) != 0 || memory.SlotLocked(slot))) return [ExecutionError];
        memory.Blocks[(slot, address >> 8)] = data;
        return [Success];
    }

    private byte[] Nonce(int mode, int param2, byte[] data)
    {
        // Only the pass-through mode into TempKey; a random nonce would be mode 0 or 1.
        if (mode != 3 || param2 != 0 || data.Length != 32) return [ParseError];
        tempKey = data;
        return [Success];
    }

    private byte[] Lock(int mode, int summary, byte[] data)
    {
        if (data.Length != 0 || (mode & 0x40) != 0 || (mode & 3) == 3) return [ParseError];
        switch (mode & 3)
        {
            case 0:
                if (memory.ConfigLocked || ((mode & 0x80) == 0 && Crc(memory.Config) != summary)) return [ExecutionError];
                memory.Config[87] = 0;
                return [Success];
            case 1:
                // The CRC of a zone with private keys is unknown to everybody.
                if (!memory.ConfigLocked || memory.DataLocked || (mode & 0x80) == 0) return [ExecutionError];
                memory.Config[86] = 0;
                return [Success];
            default:
                var slot = mode >> 2 & 0xf;
                if (!memory.ConfigLocked || memory.SlotLocked(slot) || (memory.KeyConfig(slot) & 0x20) == 0) return [ExecutionError];
                memory.Config[88 + slot / 8] &= unchecked((byte)~(1 << slot % 8));
                return [Success];
        }
    }

    private byte[] RandomBytes(int mode, int param2, byte[] data)
    {
        if (mode > 1 || param2 != 0 || data.Length != 0) return [ParseError];
        return memory.ConfigLocked ? RandomNumberGenerator.GetBytes(32) : [.. Enumerable.Repeat<byte[]>([0xff, 0xff, 0, 0], 8).SelectMany(word => word)];
    }

    private byte[] GenKey(int mode, int slot, byte[] data)
    {
        if (data.Length != 0 || mode is not (0 or 4) || slot >= AteccMemory.Slots) return [ParseError];
        tempKey = null;
        if (!memory.ConfigLocked || (memory.KeyConfig(slot) & 0x1f) != 0x13) return [ExecutionError];
        if (mode == 4)
        {
            if (memory.DataLocked && ((memory.SlotConfig(slot) & 0x2000) == 0 || memory.SlotLocked(slot))) return [ExecutionError];
            MakeKey(slot);
        }
        return memory.PublicKey(slot) ?? [ExecutionError];
    }

    private void MakeKey(int slot)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        memory.PrivateKeys[slot] = key.ExportParameters(includePrivateParameters: true).D!;
        if (slot == 0) memory.KeysMade++;
    }

    private byte[] Sign(int mode, int slot, byte[] data)
    {
        if (mode != 0x80 || slot >= AteccMemory.Slots || data.Length != 0) return [ParseError];
        var digest = tempKey;
        tempKey = null;
        // External signatures: bit 0 of a private key's ReadKey; ReqRandom (0x40) would want a nonce of the chip's own.
        if (!memory.DataLocked || digest is null || (memory.SlotConfig(slot) & 1) == 0 || (memory.KeyConfig(slot) & 0x41) != 1) return [ExecutionError];
        if (memory.PublicKey(slot) is null) return [EccFault];
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = memory.PrivateKeys[slot] });
        return key.SignHash(digest);
    }

    private byte[] Verify(int mode, int keyType, byte[] data)
    {
        if (mode != 2 || keyType != 4 || data.Length != 128) return [ParseError];
        var digest = tempKey;
        tempKey = null;
        if (digest is null) return [ExecutionError];
        try
        {
            using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = data[64..96], Y = data[96..] } });
            return [key.VerifyHash(digest, data.AsSpan(0, 64)) ? Success : Miscompare];
        }
        catch (CryptographicException)
        {
            return [EccFault]; // no point of the curve
        }
    }

    private byte[] Ecdh(int mode, int slot, byte[] data)
    {
        // 0x0c: private key of the slot, result in the output buffer, in the clear.
        if (mode != 0x0c || slot >= AteccMemory.Slots || data.Length != 64) return [ParseError];
        tempKey = null;
        // ECDH_PROT: nothing but the clear is asked for here.
        if ((memory.Config[91] & 3) != 0) return [ExecutionError];
        if (!memory.DataLocked || (memory.SlotConfig(slot) & 4) == 0 || (memory.KeyConfig(slot) & 1) == 0 || memory.PublicKey(slot) is null) return [ExecutionError];
        try
        {
            using var own = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = memory.PrivateKeys[slot] });
            using var other = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = data[..32], Y = data[32..] } });
            return own.DeriveRawSecretAgreement(other.PublicKey);
        }
        catch (CryptographicException)
        {
            return [EccFault];
        }
    }

    // Before the write, torn in the middle of it, or after it; the answer never comes.
    private void LosePower(byte opcode, int mode, int param2, byte[] data)
    {
        if (faults.PowerCutPermille >= 667) Run(opcode, mode, param2, data);
        else if (faults.PowerCutPermille >= 333 && opcode == 0x40 && mode == 4 && Run(opcode, mode, param2, data).Length == 64)
        {
            memory.KeysMade--;
            memory.PrivateKeys[param2] = new byte[32];
        }
        PowerUp();
        throw new AteccPowerCutException();
    }

    // Typical and longest times of the ATECC608A in milliseconds, by the divider of its clock in bits 7 to 3 of the chip mode.
    private static (int Shortest, int Longest) Times(byte opcode, int clock) => (opcode, clock) switch
    {
        (0x40, 0x28) => (110, 215),
        (0x41, 0x28) => (80, 220),
        (0x43, 0x28) => (55, 172),
        (0x45, 0x28) => (107, 295),
        (0x40, 0x68) => (330, 653),
        (0x41, 0x68) => (240, 665),
        (0x43, 0x68) => (165, 531),
        (0x45, 0x68) => (395, 1085),
        (0x02, _) => (1, 5),
        (0x12, _) => (7, 45),
        (0x16, _) => (1, 20),
        (0x17, _) => (8, 35),
        (0x1b, _) => (1, 23),
        (0x30, _) => (1, 5),
        (0x40, _) => (59, 115),
        (0x41, _) => (42, 115),
        (0x43, _) => (28, 75),
        (0x45, _) => (38, 105),
        _ => (1, 1),
    };
}
