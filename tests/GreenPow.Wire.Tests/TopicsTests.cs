using GreenPow.Wire;

namespace GreenPow.Wire.Tests;

public class TopicsTests
{
    private const string Id = "41ae002d97e1c35786dd4eef46c0b622";

    [Theory]
    [InlineData("report")]
    [InlineData("record")]
    [InlineData("status")]
    [InlineData("live")]
    [InlineData("work")]
    [InlineData("have")]
    [InlineData("command")]
    [InlineData("update")]
    [InlineData("progress")]
    public void A_topic_of_the_protocol_is_taken_apart(string leaf)
    {
        Assert.True(Topics.TryParse($"greenpow/v1/{Id}/{leaf}", out var deviceId, out var found));
        Assert.Equal((Id, leaf), (deviceId, found));
    }

    [Fact]
    public void Topics_are_spelled_as_the_protocol_says()
    {
        Assert.Equal($"greenpow/v1/{Id}/report", Topics.Report(Id));
        Assert.Equal($"greenpow/v1/{Id}/record", Topics.Record(Id));
        Assert.Equal($"greenpow/v1/{Id}/status", Topics.Status(Id));
        Assert.Equal($"greenpow/v1/{Id}/live", Topics.Live(Id));
        Assert.Equal($"greenpow/v1/{Id}/work", Topics.Work(Id));
        Assert.Equal($"greenpow/v1/{Id}/have", Topics.Have(Id));
        Assert.Equal($"greenpow/v1/{Id}/command", Topics.Command(Id));
        Assert.Equal($"greenpow/v1/{Id}/update", Topics.Update(Id));
        Assert.Equal($"greenpow/v1/{Id}/progress", Topics.Progress(Id));
    }

    [Theory]
    [InlineData("greenpow/v1/+/report")]
    [InlineData("greenpow/v1/#")]
    [InlineData("greenpow/v2/41ae002d97e1c35786dd4eef46c0b622/report")]
    [InlineData("Greenpow/v1/41ae002d97e1c35786dd4eef46c0b622/report")]
    [InlineData("greenpow/v1/41AE002D97E1C35786DD4EEF46C0B622/report")]
    [InlineData("greenpow/v1/41ae002d97e1c35786dd4eef46c0b622/report/")]
    [InlineData("greenpow/v1/41ae002d97e1c35786dd4eef46c0b622/")]
    [InlineData("greenpow/v1/41ae002d97e1c35786dd4eef46c0b622")]
    [InlineData("greenpow/v1/41ae002d97e1c35786dd4eef46c0b622/other")]
    [InlineData("greenpow/v1/41ae002d97e1c35786dd4eef46c0b62/report")]
    [InlineData("")]
    public void Anything_else_is_refused(string topic)
    {
        Assert.False(Topics.TryParse(topic, out _, out _));
    }
}
