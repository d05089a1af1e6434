using System.Security.Cryptography;

namespace GreenPow.Wire.Tests;

public class ChipStepsTests(ChipStepsTests.Fixture fixture) : IClassFixture<ChipStepsTests.Fixture>
{
    private readonly ChipStepCounter chip = fixture.Chip;

    [Fact]
    public void The_chips_own_code_makes_the_golden_signature()
    {
        var vector = Vectors.Frame("ownership");
        var signature = new byte[64];
        chip.Count("P256", "Sign", Vectors.Section("device").Hex("privateKey"), vector.Hex("digest"), signature, 0);
        Assert.Equal(vector.Hex("bytes")[76..], signature);
    }

    /// <summary>At 0.3 to 0.5 us an operation, the interpreter of a 240 MHz ESP32 needs under a second.</summary>
    [Fact]
    public void A_signature_takes_under_two_million_operations()
    {
        Assert.InRange(Sign(SHA256.HashData("steps"u8)), 1_000_000, 2_000_000);
    }

    /// <summary>No branch depends on the key or on k; a shift of one operation would show.</summary>
    [Fact]
    public void A_signature_takes_the_same_steps_whatever_the_key()
    {
        byte[] one = [.. new byte[31], 1];
        byte[] high = [0xff, 0xff, 0xff, 0xff, .. new byte[28]];
        var expected = Sign(one);
        Assert.Equal(expected, Sign(high));
        for (var i = 0; i < 20; i++)
            Assert.Equal(expected, Sign(SHA256.HashData([(byte)i])));
    }

    [Fact]
    public void A_public_key_and_a_shared_secret_take_the_same_steps_whatever_the_key()
    {
        var other = Vectors.Section("gateway").Hex("publicKey");
        byte[] one = [.. new byte[31], 1];
        for (var i = 0; i < 8; i++)
        {
            var key = SHA256.HashData([(byte)i]);
            Assert.Equal(PublicKey(one), PublicKey(key));
            Assert.Equal(SharedSecret(one), SharedSecret(key));
        }

        long PublicKey(byte[] key) => chip.Count("P256", "PublicKey", key, new byte[65]);
        long SharedSecret(byte[] key) => chip.Count("P256", "SharedSecret", key, other, new byte[32]);
    }

    /// <summary>Under three seconds at 0.5 us: what a device pays for a command, once, before it obeys.</summary>
    [Fact]
    public void A_command_is_verified_in_under_six_million_operations()
    {
        var vector = Vectors.Frame("command: identify");
        var bytes = vector.Hex("bytes");
        var verify = chip.Count("P256", "Verify", Vectors.Section("gateway").Hex("publicKey"), vector.Hex("digest"), bytes, bytes.Length - 64);
        TestContext.Current.TestOutputHelper?.WriteLine($"verify {verify}");
        Assert.InRange(verify, 1_000_000, 6_000_000);
    }

    private long Sign(byte[] key) => chip.Count("P256", "Sign", key, SHA256.HashData(key), new byte[64], 0);

    public sealed class Fixture
    {
        internal ChipStepCounter Chip { get; } = new();

        public Fixture()
        {
            // The first call also runs the static constructors.
            Chip.Count("P256", "Sign", SHA256.HashData("warm"u8), new byte[32], new byte[64], 0);
            Chip.Count("P256", "SharedSecret", SHA256.HashData("warm"u8), Vectors.Section("gateway").Hex("publicKey"), new byte[32]);
        }
    }
}
