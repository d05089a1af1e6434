using FsCheck;
using FsCheck.Fluent;

namespace GreenPow.Mqtt.Tests;

public sealed class TopicRulesTests
{
    /// <summary>The examples of MQTT 5.0, sections 4.7.1 and 4.7.2.</summary>
    [Theory]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/ranking", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player2", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking", false)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("#", "$SYS/monitor", false)]
    [InlineData("+/monitor", "$SYS/monitor", false)]
    [InlineData("$SYS/#", "$SYS/monitor", true)]
    [InlineData("#", "anything/at/all", true)]
    [InlineData("a/b", "a/B", false)]
    public void A_filter_matches_as_the_standard_shows(string filter, string topic, bool matches)
    {
        Assert.Equal(matches, TopicRules.Matches(filter, topic));
        Assert.Equal(matches, TreeOf(filter).Match(topic).Count == 1);
    }

    [Theory]
    [InlineData("#", true)]
    [InlineData("a/#", true)]
    [InlineData("a#", false)]
    [InlineData("a/#/b", false)]
    [InlineData("+/a/+", true)]
    [InlineData("a+", false)]
    [InlineData("", false)]
    public void A_filter_is_valid_as_the_standard_says(string filter, bool valid) => Assert.Equal(valid, TopicRules.IsFilter(filter));

    [Fact]
    public void The_tree_and_the_rule_agree()
    {
        Gen<string> level = Gen.Elements("a", "b", "", "$x");
        Gen<string> topics = Gen.Choose(1, 4).SelectMany(count => Gen.ArrayOf(level, count)).Select(levels => string.Join('/', levels)).Where(TopicRules.IsName);
        Gen<string> filters = Gen.Choose(1, 4).SelectMany(count => Gen.ArrayOf(Gen.OneOf(level, Gen.Elements("+", "#")), count))
            .Select(levels => string.Join('/', levels)).Where(TopicRules.IsFilter);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(filters.ToArbitrary(), topics.ToArbitrary(), (filter, topic) =>
            TopicRules.Matches(filter, topic) == (TreeOf(filter).Match(topic).Count == 1)));
    }

    [Fact]
    public void An_overlap_counts_once_with_the_higher_qos()
    {
        MqttSession session = Session();
        var tree = new SubscriptionTree();
        tree.Set(session, new Subscription("a/+", 1));
        tree.Set(session, new Subscription("a/#", 0));
        Assert.Equal(1, Assert.Single(tree.Match("a/b")).Value.Qos);
        Assert.True(tree.Remove(session, "a/+"));
        Assert.False(tree.Remove(session, "a/+"));
        Assert.Equal(0, Assert.Single(tree.Match("a/b")).Value.Qos);
    }

    private static SubscriptionTree TreeOf(string filter)
    {
        var tree = new SubscriptionTree();
        tree.Set(Session(), new Subscription(filter, 0));
        return tree;
    }

    private static MqttSession Session() =>
        new(new ConnectPacket(ProtocolVersion.V5, "reader", true, 0), "reader", principal: null, remote: null, expirySeconds: 0, new MqttOptions());
}
