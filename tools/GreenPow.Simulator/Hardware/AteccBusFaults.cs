namespace GreenPow.Simulator.Hardware;

/// <summary>What goes wrong between a host and its secure element; chances in permille, repeatable by the seed.</summary>
public sealed class AteccBusFaults(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>Of every byte on the bus, either way, that one to three of its bits are turned over.</summary>
    public int ByteNoisePermille { get; set; }

    /// <summary>Of every transfer that the chip's acknowledgement does not arrive.</summary>
    public int NackPermille { get; set; }

    /// <summary>Of every command that the watchdog strikes while it runs.</summary>
    public int WatchdogPermille { get; set; }

    /// <summary>How many of the next answers come with a wrong CRC.</summary>
    public int WrongCrcs { get; set; }

    /// <summary>The opcode during which the power goes, once; 0 = none.</summary>
    public byte PowerCutDuring { get; set; }

    /// <summary>What the cut leaves: of 1,000 parts of the command so many had happened.</summary>
    public int PowerCutPermille { get; set; }

    internal bool Nacks() => random.Next(1000) < NackPermille;

    internal bool WatchdogStrikes() => random.Next(1000) < WatchdogPermille;

    /// <summary>The bytes as the other side sees them.</summary>
    internal byte[] Carry(ReadOnlySpan<byte> bytes)
    {
        var carried = bytes.ToArray();
        for (var i = 0; i < carried.Length; i++)
        {
            if (random.Next(1000) >= ByteNoisePermille) continue;
            for (var flips = random.Next(1, 4); flips > 0; flips--) carried[i] ^= (byte)(1 << random.Next(8));
        }
        return carried;
    }

    internal int Between(int shortest, int longest) => random.Next(shortest, longest + 1);
}

/// <summary>The power went away while the chip was at work.</summary>
public sealed class AteccPowerCutException() : Exception("the power went away during a command");
