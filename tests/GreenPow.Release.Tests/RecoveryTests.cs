using GreenPow.Core;
using GreenPow.Tests;
using GreenPow.Wire;

namespace GreenPow.Release.Tests;

/// <summary>The owner's recovery key, from the command line to the firmware's own door.</summary>
public sealed class RecoveryTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Device = [.. Enumerable.Range(1, Identity.DeviceIdLength).Select(number => (byte)number)];
    private static readonly byte[] Network = [8, 7, 6, 5, 4, 3, 2, 1];

    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-recovery").FullName;
    private readonly GatewayKeys keys = new(new MemoryFlash());
    private readonly byte[] recovery;
    private readonly byte[] newGateway;

    public RecoveryTests()
    {
        recovery = ReleaseKeys.New(File("recovery"));
        newGateway = ReleaseKeys.New(File("new-gateway"));
        keys.Load(ReleaseKeys.New(File("gateway")), recovery);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_firmware_obeys_another_gateway_after_the_owner_s_word_once()
    {
        var guard = Guard();
        var change = Change();
        Assert.True(guard.Offer(change));
        Assert.NotNull(guard.Step(0));
        Assert.Equal(newGateway, keys.Gateway);
        Assert.Equal(recovery, keys.Recovery);
        Assert.False(guard.Offer(change));
    }

    [Fact]
    public void The_recovery_key_makes_way_for_another_in_the_same_command()
    {
        var next = ReleaseKeys.New(File("next"));
        var guard = Guard();
        Assert.True(guard.Offer(Change("--recovery-key", "next.pub")));
        Assert.NotNull(guard.Step(0));
        Assert.Equal(next, keys.Recovery);
    }

    [Fact]
    public void A_key_that_the_device_does_not_know_changes_nothing()
    {
        ReleaseKeys.New(File("stranger"));
        var before = keys.Gateway;
        var guard = Guard();
        Assert.True(guard.Offer(Change("--key", "stranger")));
        Assert.Null(guard.Step(0));
        Assert.Equal(before, keys.Gateway);
    }

    [Theory]
    [InlineData("--device 0102", "--device wants 32 hexadecimal digits, not '0102'")]
    [InlineData("--network zz", "--network wants 16 hexadecimal digits, not 'zz'")]
    [InlineData("--gateway-key 04", "--gateway-key wants 130 hexadecimal digits, not '04'")]
    [InlineData("--speed 3", "'--speed' is no flag of change")]
    [InlineData("--recovery-key", "--recovery-key wants a value")]
    public void A_wrong_word_is_named(string words, string message)
    {
        Assert.False(RecoveryOptions.TryParse([.. Words(), .. words.Split(' ')], out _, out var error));
        Assert.Equal(message, error);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.False(RecoveryOptions.TryParse(Words()[..^2], out _, out var error));
        Assert.Equal("change wants --gateway-key HEX", error);
        Assert.False(RecoveryOptions.TryParse([.. Words()[..^1], "04" + new string('1', 128)], out _, out error));
        Assert.Contains("is no point of P-256", error, StringComparison.Ordinal);
    }

    private byte[] Change(params string[] more)
    {
        Assert.True(RecoveryOptions.TryParse([.. Words(), .. more], out var options, out var error), error);
        return Convert.FromHexString(RecoveryDesk.Do(options.From(folder), Noon));
    }

    private string[] Words() =>
        ["change", "--key", "recovery", "--device", Convert.ToHexString(Device), "--network", Convert.ToHexString(Network), "--gateway-key", Convert.ToHexString(newGateway)];

    private CommandGuard Guard() => new(keys, new NoonClock(), Device, Network);

    private string File(string name) => Path.Combine(folder, name);

    private sealed class NoonClock : IClock
    {
        public long UtcUnixMilliseconds => Noon.ToUnixTimeMilliseconds();

        public bool IsSynchronised => true;
    }
}
