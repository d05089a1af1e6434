namespace GreenPow.Mqtt;

/// <summary>The last retained message of each topic, in memory. Not thread-safe.</summary>
internal sealed class RetainedMessages(MqttOptions options)
{
    private readonly Dictionary<string, MqttMessage> _byTopic = new(StringComparer.Ordinal);

    public int Count => _byTopic.Count;

    /// <summary>An empty payload forgets the topic; false when a new topic has no room.</summary>
    public bool TryStore(MqttMessage message)
    {
        if (message.Payload.IsEmpty)
        {
            _byTopic.Remove(message.Topic);
            return true;
        }

        if (_byTopic.Count >= options.MaximumRetainedMessages && !_byTopic.ContainsKey(message.Topic))
            return false;
        _byTopic[message.Topic] = message;
        return true;
    }

    public MqttMessage? Find(string topic, DateTimeOffset now) =>
        _byTopic.TryGetValue(topic, out MqttMessage? message) && !message.IsExpired(now) ? message : null;

    public IEnumerable<MqttMessage> Matching(string filter, DateTimeOffset now)
    {
        if (TopicRules.HasWildcard(filter))
            return _byTopic.Values.Where(message => TopicRules.Matches(filter, message.Topic) && !message.IsExpired(now));
        return Find(filter, now) is { } one ? [one] : [];
    }

    public void RemoveExpired(DateTimeOffset now)
    {
        foreach (string topic in _byTopic.Values.Where(message => message.IsExpired(now)).Select(message => message.Topic).ToList())
            _byTopic.Remove(topic);
    }
}
