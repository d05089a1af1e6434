namespace GreenPow.Mqtt;

/// <summary>Filters by level, so that finding the subscribers of a topic costs its depth and not their number. Not thread-safe.</summary>
internal sealed class SubscriptionTree
{
    private readonly Node _root = new();

    public void Set(MqttSession session, Subscription subscription)
    {
        Node node = _root;
        foreach (string level in subscription.Filter.Split('/'))
        {
            if (!node.Children.TryGetValue(level, out Node? child))
                node.Children.Add(level, child = new Node());
            node = child;
        }

        node.Here[session] = subscription;
    }

    public bool Remove(MqttSession session, string filter) => Remove(_root, session, filter.Split('/'), 0);

    /// <summary>Each subscriber once; with overlapping filters the highest QoS counts.</summary>
    public Dictionary<MqttSession, Subscription> Match(string topic)
    {
        var found = new Dictionary<MqttSession, Subscription>();
        Match(_root, topic, isFirst: true, found);
        return found;
    }

    private static void Match(Node node, ReadOnlySpan<char> rest, bool isFirst, Dictionary<MqttSession, Subscription> found)
    {
        bool wildcards = !(isFirst && rest.StartsWith('$'));
        if (wildcards && node.Children.TryGetValue("#", out Node? all))
            Add(all, found);
        ReadOnlySpan<char> level = TopicRules.Level(rest, out bool more);
        if (node.Children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out Node? exact))
            Descend(exact, rest, level.Length, more, found);
        if (wildcards && node.Children.TryGetValue("+", out Node? any))
            Descend(any, rest, level.Length, more, found);
    }

    private static void Descend(Node node, ReadOnlySpan<char> rest, int levelLength, bool more, Dictionary<MqttSession, Subscription> found)
    {
        if (more)
        {
            Match(node, rest[(levelLength + 1)..], isFirst: false, found);
            return;
        }

        Add(node, found);
        if (node.Children.TryGetValue("#", out Node? parentToo))
            Add(parentToo, found);
    }

    private static void Add(Node node, Dictionary<MqttSession, Subscription> found)
    {
        foreach ((MqttSession session, Subscription subscription) in node.Here)
        {
            if (!found.TryGetValue(session, out Subscription? other) || other.Qos < subscription.Qos)
                found[session] = subscription;
        }
    }

    private static bool Remove(Node node, MqttSession session, string[] levels, int depth)
    {
        if (depth == levels.Length)
            return node.Here.Remove(session);
        if (!node.Children.TryGetValue(levels[depth], out Node? child) || !Remove(child, session, levels, depth + 1))
            return false;
        if (child.Here.Count == 0 && child.Children.Count == 0)
            node.Children.Remove(levels[depth]);
        return true;
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Children { get; } = new(StringComparer.Ordinal);

        public Dictionary<MqttSession, Subscription> Here { get; } = [];
    }
}
