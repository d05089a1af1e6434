namespace GreenPow.Mqtt;

/// <summary>What may be a topic name and a topic filter, and which names a filter matches (MQTT 5.0, section 4.7).</summary>
public static class TopicRules
{
    public const int MaximumLevels = 32;

    public static bool IsName(string topic) =>
        topic.Length > 0 && !topic.AsSpan().ContainsAny('+', '#', '\0') && topic.AsSpan().Count('/') < MaximumLevels;

    public static bool IsFilter(string filter)
    {
        if (filter.Length == 0 || filter.Contains('\0', StringComparison.Ordinal) || filter.AsSpan().Count('/') >= MaximumLevels)
            return false;
        for (int i = 0; i < filter.Length; i++)
        {
            bool startsLevel = i == 0 || filter[i - 1] == '/';
            bool endsLevel = i + 1 == filter.Length || filter[i + 1] == '/';
            bool last = i + 1 == filter.Length;
            if (filter[i] == '+' && !(startsLevel && endsLevel))
                return false;
            if (filter[i] == '#' && !(startsLevel && last))
                return false;
        }

        return true;
    }

    public static bool IsShared(string filter) => filter.StartsWith("$share/", StringComparison.Ordinal);

    public static bool HasWildcard(string filter) => filter.AsSpan().ContainsAny('+', '#');

    /// <summary>A wildcard in the first level does not match names that begin with `$`.</summary>
    public static bool Matches(string filter, string topic)
    {
        if (topic[0] == '$' && (filter[0] is '+' or '#'))
            return false;
        ReadOnlySpan<char> f = filter;
        ReadOnlySpan<char> t = topic;
        for (; ; )
        {
            ReadOnlySpan<char> filterLevel = Level(f, out bool moreFilter);
            if (filterLevel is "#")
                return true;
            ReadOnlySpan<char> topicLevel = Level(t, out bool moreTopic);
            if (filterLevel is not "+" && !filterLevel.SequenceEqual(topicLevel))
                return false;
            if (!moreTopic)
                return !moreFilter || f[(filterLevel.Length + 1)..] is "#";
            if (!moreFilter)
                return false;
            f = f[(filterLevel.Length + 1)..];
            t = t[(topicLevel.Length + 1)..];
        }
    }

    /// <summary>The first level of a name or filter.</summary>
    internal static ReadOnlySpan<char> Level(ReadOnlySpan<char> text, out bool more)
    {
        int slash = text.IndexOf('/');
        more = slash >= 0;
        return more ? text[..slash] : text;
    }
}
