using GreenPow.Gateway.Devices;

namespace GreenPow.Gateway.Tests.Web;

public class DeviceStandingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static DeviceView Device(string state = "registered", int? heardSecondsAgo = 10, int? sealedSecondsAgo = 300) => new(
        "3f2a", "Roof", "meter", state, 1, "0x00", 400, 32.2, -110.9, null, 0,
        Now.ToUnixTimeSeconds() - heardSecondsAgo, 10, 14, Now.ToUnixTimeSeconds() - sealedSecondsAgo, 318_000, 0, 0, null, 0);

    [Fact]
    public void A_registered_device_whose_reports_arrive_and_are_sealed_is_metering() =>
        Assert.Equal(("metering", "good"), Word(Device()));

    [Theory]
    [InlineData("revoked", "bad")]
    [InlineData("suspended", "bad")]
    [InlineData("applied", "wait")]
    public void What_the_dao_says_comes_before_what_arrives(string state, string style) => Assert.Equal((state, style), Word(Device(state)));

    [Theory]
    [InlineData(DeviceStanding.QuietAfterSeconds, "metering")]
    [InlineData(DeviceStanding.QuietAfterSeconds + 1, "quiet")]
    public void A_device_is_quiet_after_three_missed_reports(int heardSecondsAgo, string word) =>
        Assert.Equal(word, Word(Device(heardSecondsAgo: heardSecondsAgo)).Word);

    [Theory]
    [InlineData(DeviceStanding.UnsealedAfterSeconds, "metering")]
    [InlineData(DeviceStanding.UnsealedAfterSeconds + 1, "seal is late")]
    public void An_old_seal_is_said_while_readings_arrive(int sealedSecondsAgo, string word) =>
        Assert.Equal(word, Word(Device(sealedSecondsAgo: sealedSecondsAgo)).Word);

    [Fact]
    public void Readings_without_any_seal_are_not_called_metering() => Assert.Equal("not sealed yet", Word(Device(sealedSecondsAgo: null)).Word);

    [Fact]
    public void A_device_that_was_admitted_and_never_heard_says_so() => Assert.Equal("not heard yet", Word(Device(heardSecondsAgo: null, sealedSecondsAgo: null)).Word);

    [Fact]
    public void A_quiet_device_is_quiet_whatever_its_seal_is() => Assert.Equal("quiet", Word(Device(heardSecondsAgo: 9_000, sealedSecondsAgo: 9_000)).Word);

    private static (string Word, string Class) Word(DeviceView device)
    {
        var standing = DeviceStanding.Of(device, Now);
        return (standing.Word, standing.Class);
    }
}
