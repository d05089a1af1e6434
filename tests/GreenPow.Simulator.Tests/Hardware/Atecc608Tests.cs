using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Simulator.Hardware;

namespace GreenPow.Simulator.Tests.Hardware;

/// <summary>The driver's commands, each against the chip.</summary>
public class Atecc608Tests
{
    private static readonly byte[] Digest = SHA256.HashData("digest"u8);

    private readonly SimulatedAtecc608 chip = new(new AteccMemory(), new AteccBusFaults(1));
    private readonly Atecc608 driver;

    public Atecc608Tests()
    {
        driver = new Atecc608(chip);
        Assert.True(driver.Bus.Begin());
    }

    [Fact]
    public void The_crc_is_that_of_the_published_wake_answer_and_info_command()
    {
        Assert.Equal(0x4333, AteccPacket.Crc([0x04, 0x11], 0, 2));
        Assert.Equal([0x03, 0x07, 0x30, 0x00, 0x00, 0x00, 0x03, 0x5d], AteccPacket.Command(Atecc608.Info, 0, 0, null));
    }

    [Fact]
    public void Revision_and_configuration_are_read()
    {
        var revision = new byte[4];
        Assert.Equal(AteccStatus.Success, driver.ReadRevision(revision));
        Assert.Equal([0, 0, 0x60, 3], revision);
        var block = new byte[32];
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(AteccStatus.Success, driver.ReadConfig(i, block));
            Assert.Equal(chip.Memory.Config[(32 * i)..(32 * i + 32)], block);
        }
        var word = new byte[4];
        Assert.Equal(AteccStatus.Success, driver.ReadConfigWord(24, word));
        Assert.Equal(chip.Memory.Config[96..100], word);
    }

    [Fact]
    public void Random_is_a_pattern_until_the_configuration_is_locked()
    {
        byte[] one = new byte[32], other = new byte[32];
        Assert.Equal(AteccStatus.Success, driver.ReadRandom(one));
        Assert.Equal([0xff, 0xff, 0, 0], one[..4]);
        LockConfig();
        driver.ReadRandom(one);
        driver.ReadRandom(other);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Words_of_the_configuration_are_written_until_it_is_locked_and_the_makers_never()
    {
        Assert.Equal(AteccStatus.Success, driver.WriteConfigWord(5, [1, 2, 3, 4]));
        Assert.Equal([1, 2, 3, 4], chip.Memory.Config[20..24]);
        Assert.Equal(AteccStatus.ExecutionError, driver.WriteConfigWord(0, [1, 2, 3, 4]));
        Assert.Equal(AteccStatus.ExecutionError, driver.WriteConfigWord(21, [0, 0, 0, 0]));
        LockConfig();
        Assert.Equal(AteccStatus.ExecutionError, driver.WriteConfigWord(5, [0, 0, 0, 0]));
    }

    [Fact]
    public void The_configuration_is_locked_only_with_its_crc()
    {
        var crc = AteccPacket.Crc(chip.Memory.Config, 0, 128);
        Assert.Equal(AteccStatus.ExecutionError, driver.LockConfig((ushort)(crc ^ 1)));
        Assert.False(chip.Memory.ConfigLocked);
        Assert.Equal(AteccStatus.Success, driver.LockConfig(crc));
        Assert.True(chip.Memory.ConfigLocked);
        Assert.Equal(AteccStatus.ExecutionError, driver.LockConfig(crc));
    }

    [Fact]
    public void A_data_slot_is_written_before_and_read_after_the_data_zone_is_locked()
    {
        byte[] data = new byte[32], read = new byte[32];
        data[5] = 7;
        chip.Memory.Config[20 + 2 * 8] = 0x00; // slot 8: neither secret nor guarded
        chip.Memory.Config[21 + 2 * 8] = 0x00;
        chip.Memory.Config[96 + 2 * 8] = 0x3c;
        LockConfig();
        Assert.Equal(AteccStatus.Success, driver.WriteSlot(8, 1, data));
        Assert.Equal(AteccStatus.ExecutionError, driver.ReadSlot(8, 1, read));
        Assert.Equal(AteccStatus.Success, driver.LockData());
        Assert.Equal(AteccStatus.Success, driver.ReadSlot(8, 1, read));
        Assert.Equal(data, read);
        Assert.Equal(AteccStatus.ExecutionError, driver.ReadSlot(0, 0, read)); // a private key
    }

    [Fact]
    public void A_key_is_made_signs_and_verifies_and_once_locked_is_not_made_again()
    {
        byte[] made = new byte[64], read = new byte[64], signature = new byte[64];
        Assert.Equal(AteccStatus.ExecutionError, driver.MakeKey(0, made));
        LockConfig();
        Assert.Equal(AteccStatus.ExecutionError, driver.ReadPublicKey(0, read));
        Assert.Equal(AteccStatus.Success, driver.MakeKey(0, made));
        Assert.Equal(AteccStatus.Success, driver.ReadPublicKey(0, read));
        Assert.Equal(made, read);
        driver.LockData();
        Assert.Equal(AteccStatus.ExecutionError, driver.SignDigest(0, signature)); // nothing in TempKey
        Assert.Equal(AteccStatus.Success, driver.LoadDigest(Digest));
        Assert.Equal(AteccStatus.Success, driver.SignDigest(0, signature));
        Assert.Equal(AteccStatus.ExecutionError, driver.SignDigest(0, signature)); // it was consumed
        driver.LoadDigest(Digest);
        Assert.Equal(AteccStatus.Success, driver.VerifyDigest(signature, made));
        driver.LoadDigest(SHA256.HashData("another"u8));
        Assert.Equal(AteccStatus.Miscompare, driver.VerifyDigest(signature, made));
        driver.LoadDigest(Digest);
        Assert.Equal(AteccStatus.EccFault, driver.VerifyDigest(signature, new byte[64]));
        Assert.Equal(AteccStatus.Success, driver.LockSlot(0));
        Assert.Equal(AteccStatus.ExecutionError, driver.MakeKey(0, made));
        Assert.Equal(1, chip.Memory.KeysMade);
    }

    [Fact]
    public void Both_sides_make_the_same_secret()
    {
        byte[] point = new byte[64], secret = new byte[32];
        chip.Memory.Config[20] |= 4;
        LockConfig();
        driver.MakeKey(0, point);
        driver.LockData();
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var q = other.ExportParameters(false).Q;
        Assert.Equal(AteccStatus.Success, driver.MakeSecret(0, [.. q.X!, .. q.Y!], secret));
        using var own = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[..32], Y = point[32..] } });
        Assert.Equal(other.DeriveRawSecretAgreement(own.PublicKey), secret);
        Assert.Equal(AteccStatus.EccFault, driver.MakeSecret(0, new byte[64], secret));
    }

    [Fact]
    public void An_answer_with_a_wrong_crc_is_read_again_and_nothing_is_run_twice()
    {
        chip.Faults.WrongCrcs = 1;
        LockConfig();
        var made = new byte[64];
        chip.Faults.WrongCrcs = 1;
        // The chip's buffer itself is broken here, so reading again does not help, and making a key again must not be tried.
        Assert.Equal(AteccStatus.NoAnswer, driver.MakeKey(0, made));
        Assert.Equal(1, chip.Memory.KeysMade);
    }

    [Fact]
    public void A_chip_that_is_awake_already_is_put_to_sleep_and_woken()
    {
        driver.LoadDigest(Digest);
        Assert.True(driver.Bus.Begin());
    }

    [Fact]
    public void A_chip_that_falls_asleep_at_work_is_waited_for_little_over_a_second()
    {
        chip.Faults.WatchdogPermille = 1000;
        var from = chip.Microseconds;
        Assert.Equal(AteccStatus.NoAnswer, driver.ReadRevision(new byte[4]));
        Assert.InRange(chip.Microseconds - from, 1_200_000, 1_250_000);
    }

    [Fact]
    public void No_chip_is_no_answer()
    {
        var nobody = new AteccBusFaults(1) { NackPermille = 1000 };
        Assert.False(new AteccBus(new SimulatedAtecc608(new AteccMemory(), nobody)).Begin());
    }

    private void LockConfig()
    {
        Assert.True(driver.LockConfig(AteccPacket.Crc(chip.Memory.Config, 0, 128)) is AteccStatus.Success or AteccStatus.NoAnswer);
        driver.Bus.End();
        Assert.True(driver.Bus.Begin());
    }
}
