using GreenPow.Gateway.Devices;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Devices;

public sealed class DeviceTopicsTests
{
    private static readonly DeviceId Own = DeviceId.Parse("00112233445566778899aabbccddeeff");
    private static readonly DeviceId Other = DeviceId.Parse("ff112233445566778899aabbccddeeff");

    [Theory]
    [InlineData(Topics.ReportLeaf, true, false)]
    [InlineData(Topics.RecordLeaf, true, false)]
    [InlineData(Topics.StatusLeaf, true, false)]
    [InlineData(Topics.LiveLeaf, true, false)]
    [InlineData(Topics.WorkLeaf, false, true)]
    [InlineData(Topics.HaveLeaf, false, true)]
    [InlineData(Topics.CommandLeaf, false, true)]
    [InlineData(Topics.UpdateLeaf, false, true)]
    [InlineData(Topics.ProgressLeaf, true, false)]
    public void Each_topic_has_one_direction(string leaf, bool mayPublish, bool maySubscribe)
    {
        var topic = $"greenpow/v1/{Own}/{leaf}";
        Assert.Equal(mayPublish, DeviceTopics.MayPublish(Own, topic, out _));
        Assert.Equal(maySubscribe, DeviceTopics.MaySubscribe(Own, topic));
        Assert.False(DeviceTopics.MayPublish(Other, topic, out _));
        Assert.False(DeviceTopics.MaySubscribe(Other, topic));
    }

    [Theory]
    [InlineData("#")]
    [InlineData("greenpow/v1/+/work")]
    [InlineData("greenpow/v1/00112233445566778899aabbccddeeff/#")]
    [InlineData("greenpow/v1/00112233445566778899aabbccddeeff/+")]
    [InlineData("greenpow/v1/00112233445566778899AABBCCDDEEFF/work")]
    [InlineData("greenpow/v1/00112233445566778899aabbccddeeff/work/more")]
    [InlineData("greenpow/v2/00112233445566778899aabbccddeeff/work")]
    public void No_other_spelling_and_no_wildcard_opens_more(string filter) => Assert.False(DeviceTopics.MaySubscribe(Own, filter));

    [Fact]
    public void The_only_will_is_the_zero_byte_on_the_own_status()
    {
        Assert.True(DeviceTopics.IsOffline(Own, Topics.Status(Own.ToString()), [0]));
        Assert.True(DeviceTopics.IsOffline(Own, Topics.Status(Own.ToString()), [(byte)'0']));
        Assert.False(DeviceTopics.IsOffline(Own, Topics.Status(Own.ToString()), [1]));
        Assert.False(DeviceTopics.IsOffline(Own, Topics.Report(Own.ToString()), [0]));
        Assert.False(DeviceTopics.IsOffline(Own, Topics.Status(Other.ToString()), [0]));
    }
}
