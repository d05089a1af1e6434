using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Simulator.Hardware;
using GreenPow.Wire;

namespace GreenPow.Simulator.Tests.Hardware;

public class SecureElementSignerTests
{
    private readonly SimulatedAtecc608 chip = new(new AteccMemory(), new AteccBusFaults(1));

    [Fact]
    public void A_new_chip_is_provisioned_and_signs()
    {
        var signer = new AteccProvisioner(chip).Provision()!;
        Assert.True(chip.Memory.ConfigLocked);
        Assert.True(chip.Memory.DataLocked);
        Assert.True(chip.Memory.SlotLocked(0));
        Assert.Equal(1, chip.Memory.KeysMade);
        Assert.Equal(SignerKind.SecureElement, signer.Kind);
        Assert.Equal([4, .. chip.Memory.PublicKey(0)!], signer.PublicKey);
        Assert.Equal("0123A7B1C4D5E6F7EE000000", Convert.ToHexString(signer.Serial));
        for (var i = 0; i < 20; i++)
        {
            var digest = SHA256.HashData([(byte)i]);
            var signature = new byte[70];
            Assert.True(signer.Sign(digest, signature, 3));
            Assert.True(P256.Verify(signer.PublicKey, digest, signature, 3)); // refuses a high s
        }
    }

    [Fact]
    public void A_provisioned_chip_opens_with_the_same_key_and_nothing_is_made_again()
    {
        var made = new AteccProvisioner(chip).Provision()!;
        Assert.Equal(made.PublicKey, SecureElementSigner.Open(chip, out _)!.PublicKey);
        Assert.Equal(made.PublicKey, new AteccProvisioner(chip).Provision()!.PublicKey);
        Assert.Equal(1, chip.Memory.KeysMade);
    }

    [Fact]
    public void Device_and_gateway_share_the_mac_key()
    {
        var signer = new AteccProvisioner(chip).Provision()!;
        var gateway = new ManagedSigner(SHA256.HashData("gateway"u8));
        byte[] ours = new byte[32], theirs = new byte[32];
        Assert.True(signer.DeriveMacKey(gateway.PublicKey, ours));
        Assert.True(gateway.DeriveMacKey(signer.PublicKey, theirs));
        Assert.Equal(theirs, ours);
        Assert.False(signer.DeriveMacKey(new byte[65], ours));
    }

    [Fact]
    public void A_chip_that_may_not_make_secrets_says_so_and_signs()
    {
        Provisioned(memory => memory.Config[20] &= 0xfb);
        var signer = SecureElementSigner.Open(chip, out var fault)!;
        Assert.Equal(SecureElementFault.None, fault);
        Assert.True(signer.Sign(new byte[32], new byte[64], 0));
        Assert.False(signer.DeriveMacKey(signer.PublicKey, new byte[32]));
    }

    [Fact]
    public void A_chip_that_keeps_its_secrets_to_itself_makes_none_for_us_and_signs()
    {
        Provisioned(memory => memory.Config[91] |= 0x01);
        var signer = SecureElementSigner.Open(chip, out _)!;
        Assert.True(signer.Sign(new byte[32], new byte[64], 0));
        chip.Executed.Clear();
        Assert.False(signer.DeriveMacKey(signer.PublicKey, new byte[32]));
        Assert.Equal(0, chip.Executed.GetValueOrDefault(Atecc608.Ecdh));
    }

    /// <summary>M1 and a 608B that takes eight times as long as the table of the 608A.</summary>
    [Theory]
    [InlineData(0x28, 100)]
    [InlineData(0x00, 800)]
    public void A_slower_chip_is_provisioned_signs_and_makes_secrets(byte clock, int percent)
    {
        chip.Memory.Config[19] = clock;
        (chip.PercentOfTimes, chip.WatchdogMilliseconds) = (percent, percent > 100 ? 2600 : 700);
        var signer = new AteccProvisioner(chip).Provision()!;
        Assert.NotNull(signer);
        chip.Executed.Clear();
        for (var i = 0; i < 30; i++)
            Assert.True(signer.Sign(SHA256.HashData([(byte)i]), new byte[64], 0));
        Assert.Equal((30, 30), (chip.Executed[Atecc608.Sign], chip.Executed[Atecc608.Verify]));
        Assert.True(signer.DeriveMacKey(new ManagedSigner(SHA256.HashData("gateway"u8)).PublicKey, new byte[32]));
    }

    [Fact]
    public void A_blank_chip_with_the_slowest_clock_is_refused_before_anything_is_locked()
    {
        chip.Memory.Config[19] = 0x68;
        var provisioner = new AteccProvisioner(chip);
        Assert.Null(provisioner.Provision());
        Assert.Equal(SecureElementFault.ClockTooSlow, provisioner.Fault);
        Assert.False(chip.Memory.ConfigLocked);
    }

    public static TheoryData<string, byte> Refusals => new()
    {
        { "config not locked", SecureElementFault.ConfigNotLocked },
        { "data not locked", SecureElementFault.DataNotLocked },
        { "slot not locked", SecureElementFault.KeyReplaceable },
        { "not private", SecureElementFault.NotAKeySlot },
        { "public key not given", SecureElementFault.NotAKeySlot },
        { "other curve", SecureElementFault.NotAKeySlot },
        { "not secret", SecureElementFault.KeyNotSecret },
        { "may not sign", SecureElementFault.MayNotSign },
        { "limited use", SecureElementFault.LimitedUse },
        { "random nonce", SecureElementFault.NeedsRandomNonce },
        { "authorisation", SecureElementFault.NeedsAuthorisation },
        { "no key", SecureElementFault.NoKey },
        { "another chip", SecureElementFault.OtherChip },
        { "slowest clock", SecureElementFault.ClockTooSlow },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_chip_that_is_not_ready_is_refused_with_its_reason(string what, byte expected)
    {
        Provisioned(memory =>
        {
            var config = memory.Config;
            switch (what)
            {
                case "config not locked": config[87] = 0x55; break;
                case "data not locked": config[86] = 0x55; break;
                case "slot not locked": config[88] |= 1; break;
                case "not private": config[96] &= 0xfe; break;
                case "public key not given": config[96] &= 0xfd; break;
                case "other curve": config[96] |= 0x1c; break;
                case "not secret": config[20] &= 0x7f; break;
                case "may not sign": config[20] &= 0xfe; break;
                case "limited use": config[20] |= 0x20; break;
                case "random nonce": config[96] |= 0x40; break;
                case "authorisation": config[96] |= 0x80; break;
                case "no key": memory.PrivateKeys[0] = null; break;
                case "another chip": config[6] = 0x50; break;
                case "slowest clock": config[19] = 0x6b; break;
            }
        });
        Assert.Null(SecureElementSigner.Open(chip, out var fault));
        Assert.Equal(SecureElementFault.Text(expected), SecureElementFault.Text(fault));
    }

    [Fact]
    public void No_chip_is_said()
    {
        Assert.Null(SecureElementSigner.Open(new SimulatedAtecc608(new AteccMemory(), new AteccBusFaults(1) { NackPermille = 1000 }), out var fault));
        Assert.Equal(SecureElementFault.NotAnswering, fault);
    }

    [Fact]
    public void A_chip_that_somebody_has_locked_otherwise_is_not_touched()
    {
        chip.Memory.Config[20] = 0x8e; // signs nothing from outside
        chip.Memory.Config[87] = 0;
        var provisioner = new AteccProvisioner(chip);
        Assert.Null(provisioner.Provision());
        Assert.Equal(SecureElementFault.MayNotSign, provisioner.Fault);
        Assert.False(chip.Memory.DataLocked);
        Assert.Equal(0, chip.Memory.KeysMade);
    }

    [Theory]
    [InlineData("7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8", "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8")]
    [InlineData("7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a9", "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8")]
    [InlineData("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550", "0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", "0000000000000000000000000000000000000000000000000000000000000001")]
    public void The_lower_s_is_taken(string s, string lower)
    {
        var bytes = Convert.FromHexString(s);
        SecureElementSigner.TakeLower(bytes, 0);
        Assert.Equal(lower, Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void A_signature_is_done_before_the_fastest_watchdog()
    {
        var signer = new AteccProvisioner(chip).Provision()!;
        chip.WatchdogMilliseconds = 700;
        for (var i = 0; i < 50; i++)
        {
            chip.Executed.Clear();
            var from = chip.Microseconds;
            Assert.True(signer.Sign(SHA256.HashData([(byte)i]), new byte[64], 0));
            Assert.Equal(1, chip.Executed[Atecc608.Sign]);
            Assert.InRange(chip.Microseconds - from, 0, 400_000);
        }
    }

    [Fact]
    public void Every_fault_has_its_own_text()
    {
        var texts = typeof(SecureElementFault).GetFields().Select(f => SecureElementFault.Text((byte)f.GetRawConstantValue()!)).ToArray();
        Assert.Equal(texts.Length, texts.Distinct().Count());
        Assert.DoesNotContain(SecureElementFault.Text(255), texts);
    }

    private void Provisioned(Action<AteccMemory> change)
    {
        Assert.NotNull(new AteccProvisioner(chip).Provision());
        change(chip.Memory);
    }
}
