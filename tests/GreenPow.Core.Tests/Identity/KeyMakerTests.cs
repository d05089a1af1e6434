using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class KeyMakerTests
{
    private readonly MemoryFlash _flash = new();

    [Fact]
    public void A_made_key_is_the_same_after_every_start()
    {
        var made = Maker(new NoiseSource(1)).LoadOrMake(true, null)!;
        var again = Maker(new NoiseSource(2)).LoadOrMake(true, null)!;
        Assert.Equal(made.PublicKey, again.PublicKey);
        Assert.Equal(made.PublicKey, Maker(new NoiseSource(3)).Load()!.PublicKey);
    }

    [Fact]
    public void Without_a_radio_no_key_is_made_and_one_that_is_there_still_signs()
    {
        var maker = Maker(new NoiseSource(1));
        Assert.Null(maker.LoadOrMake(false, null));
        Assert.Equal(KeyFault.RadioOff, maker.Fault);
        Assert.Empty(_flash.List("key"));
        Maker(new NoiseSource(1)).LoadOrMake(true, null);
        Assert.NotNull(Maker(new NoiseSource(1)).LoadOrMake(false, null));
    }

    [Fact]
    public void Installer_converter_and_generator_each_change_the_key()
    {
        var keys = new List<string>
        {
            Fresh(1, null, null), Fresh(2, null, null), Fresh(1, [1], null), Fresh(1, [2], null),
            Fresh(1, null, new Converter(5)), Fresh(1, null, new Converter(6)),
        };
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.Equal(keys[0], Fresh(1, null, null));
    }

    [Fact]
    public void How_far_one_counts_within_a_millisecond_changes_the_key()
    {
        var key = Fresh(1, null, null);
        var maker = new KeyMaker(new MemoryFlash(), new NoiseSource(1), new RunningClock(), null);
        Assert.NotEqual(key, Convert.ToHexString(maker.LoadOrMake(true, null)!.PublicKey));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", true)]
    [InlineData("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550", true)]
    [InlineData("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", false)]
    [InlineData("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552", false)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", false)]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000ff", true)]
    public void Only_1_to_n_minus_1_is_a_key(string hex, bool isKey)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.Equal(isKey, KeyMaker.IsKey(bytes));
        Assert.Equal(isKey, P256.PublicKey(bytes, new byte[65]));
    }

    [Fact]
    public void Power_cut_at_any_byte_leaves_no_key_or_the_one_that_is_used_ever_after()
    {
        for (var operation = 1; operation <= 2; operation++)
        {
            for (var permille = 0; permille < 1000; permille += 50)
            {
                var flash = new MemoryFlash { CutAtOperation = operation, CutPermille = permille };
                Assert.ThrowsAny<Exception>(() => new KeyMaker(flash, new NoiseSource(1), new BenchClock(), null).LoadOrMake(true, null));
                flash.CutAtOperation = 0;
                var survived = new KeyMaker(flash, new NoiseSource(9), new BenchClock(), null).Load();
                var used = new KeyMaker(flash, new NoiseSource(2), new BenchClock(), null).LoadOrMake(true, null)!;
                if (survived is not null) Assert.Equal(survived.PublicKey, used.PublicKey);
                Assert.Equal(used.PublicKey, new KeyMaker(flash, new NoiseSource(3), new BenchClock(), null).LoadOrMake(true, null)!.PublicKey);
            }
        }
    }

    [Theory]
    [InlineData("key-0")]
    [InlineData("key-1")]
    public void One_damaged_copy_changes_nothing(string name)
    {
        var made = Maker(new NoiseSource(1)).LoadOrMake(true, null)!;
        Damage(name);
        Assert.Equal(made.PublicKey, Maker(new NoiseSource(2)).LoadOrMake(true, null)!.PublicKey);
    }

    [Fact]
    public void A_lost_key_is_said_and_not_replaced_in_silence()
    {
        Maker(new NoiseSource(1)).LoadOrMake(true, null);
        Damage("key-0");
        Damage("key-1");
        var maker = Maker(new NoiseSource(2));
        Assert.Null(maker.LoadOrMake(true, null));
        Assert.Equal(KeyFault.Damaged, maker.Fault);
    }

    [Fact]
    public void Nothing_public_gives_the_private_key_away()
    {
        var key = StoredKey();
        var maker = Maker(new NoiseSource(1));
        var signer = maker.Load()!;
        foreach (var thing in new object[] { maker, signer })
            foreach (var property in thing.GetType().GetProperties())
                if (property.GetValue(thing) is byte[] bytes)
                    Assert.NotEqual(key, bytes);
        Assert.DoesNotContain(typeof(KeyMaker).GetMethods(), m => m.ReturnType == typeof(byte[]));
    }

    [Fact]
    public void Every_fault_has_its_own_text()
    {
        var faults = typeof(KeyFault).GetFields().Select(f => KeyFault.Text((byte)f.GetRawConstantValue()!)).ToArray();
        Assert.Equal(faults.Length, faults.Append(KeyFault.Text(255)).Distinct().Count() - 1);
    }

    private byte[] StoredKey()
    {
        Maker(new NoiseSource(1)).LoadOrMake(true, null);
        return new SafeRecord(_flash, "key").Load()!;
    }

    private KeyMaker Maker(IRandom random) => new(_flash, random, new BenchClock(), null);

    private static string Fresh(int seed, byte[]? installer, IAnalogInput? noise) => Convert.ToHexString(
        new KeyMaker(new MemoryFlash(), new NoiseSource(seed), new BenchClock(), noise is null ? null : [noise]).LoadOrMake(true, installer)!.PublicKey);

    private void Damage(string name)
    {
        var bytes = new byte[_flash.Length(name)];
        _flash.Read(name, 0, bytes, 0, bytes.Length);
        bytes[10] ^= 1;
        _flash.Replace(name, bytes, 0, bytes.Length);
    }

    private sealed class Converter(int value) : IAnalogInput
    {
        public int FullScale => 4095;
        public int FullScaleMillivolts => 3100;
        public int LowestMillivolts => 0;
        public int HighestMillivolts => 3100;
        public int Read() => value;
    }

    private sealed class RunningClock : IClock
    {
        private long _reads;
        public long UtcUnixMilliseconds => _reads++ / 7;
        public bool IsSynchronised => false;
    }
}
