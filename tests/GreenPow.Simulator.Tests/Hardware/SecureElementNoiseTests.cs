using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Simulator.Hardware;

namespace GreenPow.Simulator.Tests.Hardware;

/// <summary>A bad bus costs time and sometimes an answer; never a wrong signature, never a second key.</summary>
public class SecureElementNoiseTests
{
    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(5, 0, 0)]
    [InlineData(20, 0, 0)]
    [InlineData(0, 200, 0)]
    [InlineData(0, 0, 200)]
    [InlineData(3, 50, 50)]
    public void What_is_signed_on_a_bad_bus_verifies(int noise, int nack, int watchdog)
    {
        var chip = new SimulatedAtecc608(new AteccMemory(), new AteccBusFaults(7));
        var signer = new AteccProvisioner(chip).Provision()!;
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = signer.PublicKey[1..33], Y = signer.PublicKey[33..] },
        });
        (chip.Faults.ByteNoisePermille, chip.Faults.NackPermille, chip.Faults.WatchdogPermille) = (noise, nack, watchdog);
        var signed = 0;
        for (var i = 0; i < 300; i++)
        {
            var digest = SHA256.HashData(BitConverter.GetBytes(i));
            var signature = new byte[64];
            if (!signer.Sign(digest, signature, 0)) continue;
            Assert.True(key.VerifyHash(digest, signature), $"signature {i} is wrong");
            signed++;
        }
        Assert.InRange(signed, noise >= 20 ? 0 : 150, 300);
    }

    [Theory]
    [InlineData(2, 0, 0)]
    [InlineData(8, 0, 0)]
    [InlineData(0, 150, 0)]
    [InlineData(0, 0, 150)]
    [InlineData(3, 30, 30)]
    public void Provisioning_on_a_bad_bus_makes_at_most_one_key_and_locks_what_it_wanted(int noise, int nack, int watchdog)
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var chip = new SimulatedAtecc608(new AteccMemory(),
                new AteccBusFaults(seed) { ByteNoisePermille = noise, NackPermille = nack, WatchdogPermille = watchdog });
            SecureElementSigner? signer = null;
            for (var attempt = 0; attempt < 40 && signer is null; attempt++)
            {
                signer = new AteccProvisioner(chip).Provision();
                Assert.InRange(chip.Memory.KeysMade, 0, 1);
            }
            Assert.NotNull(signer);
            Assert.Equal([4, .. chip.Memory.PublicKey(0)!], signer.PublicKey);
            Assert.Equal(0x2085, chip.Memory.SlotConfig(0));
            Assert.Equal(0x0033, chip.Memory.KeyConfig(0));
            for (var slot = 1; slot < AteccMemory.Slots; slot++) Assert.Equal((0x8f8f, 0x003c), (chip.Memory.SlotConfig(slot), chip.Memory.KeyConfig(slot)));
        }
    }

    [Theory]
    [InlineData(Atecc608.Write)]
    [InlineData(Atecc608.Lock)]
    [InlineData(Atecc608.GenKey)]
    public void Power_cut_in_provisioning_is_gone_on_from_with_one_key(byte opcode)
    {
        foreach (var permille in new[] { 0, 500, 900 })
        {
            var chip = new SimulatedAtecc608(new AteccMemory(), new AteccBusFaults(3));
            for (var round = 0; round < 3; round++)
            {
                (chip.Faults.PowerCutDuring, chip.Faults.PowerCutPermille) = (opcode, permille);
                try
                {
                    new AteccProvisioner(chip).Provision();
                }
                catch (AteccPowerCutException)
                {
                    // Until the last lock has closed, nothing opens it.
                    Assert.Equal(chip.Memory.SlotLocked(0), SecureElementSigner.Open(chip, out _) is not null);
                }
            }
            chip.Faults.PowerCutDuring = 0;
            var signer = new AteccProvisioner(chip).Provision()!;
            Assert.Equal([4, .. chip.Memory.PublicKey(0)!], signer.PublicKey);
            Assert.Equal(1, chip.Memory.KeysMade);
        }
    }

    [Fact]
    public void An_answer_that_comes_broken_once_is_read_again()
    {
        var chip = new SimulatedAtecc608(new AteccMemory(), new AteccBusFaults(1));
        var signer = new AteccProvisioner(chip).Provision()!;
        var noisy = new OneBadRead(chip);
        var bus = new AteccBus(noisy);
        Assert.True(bus.Begin());
        chip.Executed.Clear();
        noisy.IsDue = true;
        var point = new byte[64];
        Assert.Equal(AteccStatus.Success, bus.Run(AteccPacket.Command(Atecc608.GenKey, 0, 0, null), 50, point));
        Assert.Equal(signer.PublicKey[1..], point);
        Assert.Equal(1, chip.Executed[Atecc608.GenKey]);
    }

    [Fact]
    public void A_command_that_arrives_broken_is_sent_again()
    {
        var chip = new SimulatedAtecc608(new AteccMemory(), new AteccBusFaults(1));
        var noisy = new OneBadSend(chip);
        var driver = new Atecc608(noisy);
        Assert.True(driver.Bus.Begin());
        noisy.IsDue = true;
        Assert.Equal(AteccStatus.Success, driver.ReadRevision(new byte[4]));
        Assert.False(noisy.IsDue);
    }

    private sealed class OneBadRead(II2cPort port) : II2cPort
    {
        public bool IsDue { get; set; }

        public bool Send(byte[] from, int at, int count) => port.Send(from, at, count);

        public bool Receive(byte[] into, int at, int count)
        {
            if (!port.Receive(into, at, count)) return false;
            if (IsDue) into[at + 9] ^= 0x10;
            IsDue = false;
            return true;
        }

        public void Wake(int microseconds) => port.Wake(microseconds);

        public void Delay(int milliseconds) => port.Delay(milliseconds);
    }

    private sealed class OneBadSend(II2cPort port) : II2cPort
    {
        public bool IsDue { get; set; }

        public bool Send(byte[] from, int at, int count)
        {
            byte[] bytes = [.. from.AsSpan(at, count)];
            if (IsDue && count > 4) bytes[4] ^= 0x20;
            if (count > 4) IsDue = false;
            return port.Send(bytes, 0, count);
        }

        public bool Receive(byte[] into, int at, int count) => port.Receive(into, at, count);

        public void Wake(int microseconds) => port.Wake(microseconds);

        public void Delay(int milliseconds) => port.Delay(milliseconds);
    }
}
