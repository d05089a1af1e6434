using System.Text;
using GreenPow.Gateway.Devices;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Devices;

public sealed class LiveReadingTests
{
    private static readonly DeviceRecord Applied = new TestKey().Applied([1, 2, 3, 4, 5, 6, 7, 8], ManualTime.Noon);

    [Fact]
    public void The_power_of_a_meter_is_its_generation() =>
        Assert.Equal(151_234, Read(With(DeviceKind.Meter, ChannelRole.MiningLoad, ChannelRole.Generation), """{"t":1,"mw":[20100,151234],"mv":[1,2],"mwh":[3,4],"hps":50}""")?.PowerMilliwatts);

    [Fact]
    public void The_power_of_a_storage_is_what_it_receives_from_all_feeders() => Assert.Equal(1_000 + 20_000 + 300_000,
        Read(With(DeviceKind.Storage, ChannelRole.StorageReceived, ChannelRole.StorageReceived, ChannelRole.StorageDelivered, ChannelRole.StorageReceived),
            """{"t":1,"mw":[1000,20000,7,300000],"mv":[],"mwh":[],"hps":0}""")?.PowerMilliwatts);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("{}")]
    [InlineData("""{"mw":[],"mv":[],"hps":0}""")]
    [InlineData("""{"mw":[1,2,3,4,5,6,7],"mv":[],"hps":0}""")]
    [InlineData("""{"mw":[1.5],"mv":[],"hps":0}""")]
    public void What_is_no_live_message_is_not_shown(string payload) => Assert.Null(Read(Applied, payload));

    [Fact]
    public void Absurd_values_of_one_device_stop_nothing() =>
        Assert.NotNull(Read(With(DeviceKind.Storage, ChannelRole.StorageReceived, ChannelRole.StorageReceived), $$"""{"mw":[{{long.MaxValue}},{{long.MaxValue}}],"mv":[],"hps":0}"""));

    private static DeviceRecord With(DeviceKind kind, params byte[] roles) =>
        Applied with { Kind = kind, Channels = [.. roles.Select(role => new ChannelRegistration(role, Instrument.Ina228, 50, 400, 20))] };

    private static LiveReading? Read(DeviceRecord device, string payload) => LiveReading.Read(device, Encoding.UTF8.GetBytes(payload), ManualTime.Noon);
}
