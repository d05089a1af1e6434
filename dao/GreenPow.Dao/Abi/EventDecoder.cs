namespace GreenPow.Dao.Abi;

/// <summary>Events: indexed parameters stand in topics after the event's own, the others in the data. Text may be anything: what is not UTF-8 becomes U+FFFD.</summary>
public static class EventDecoder
{
    /// <summary>One value per parameter in the order of the declaration; indexed ones that do not fit into a word are their <see cref="Hash32"/>.</summary>
    /// <returns>Null if the log is another event, or declares other parameters as indexed.</returns>
    /// <exception cref="FormatException">It is this event, but its topics or data are not what the declaration says.</exception>
    public static object[]? Decode(AbiSignature signature, EventLog log)
    {
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(log);
        var indexed = signature.Inputs.Count(input => input.Indexed);
        if (log.Topics.Count != indexed + 1 || log.Topics[0] != signature.Topic) return null;
        var inData = signature.Inputs.Where(input => !input.Indexed).ToArray();
        var data = AbiDecoder.Decode([.. inData.Select(input => input with { Type = ForeignText.AsBytes(input.Type) })], log.Data.Span);
        var values = new object[signature.Inputs.Count];
        var (topic, plain) = (1, 0);
        for (var i = 0; i < values.Length; i++)
        {
            var input = signature.Inputs[i];
            values[i] = input.Indexed ? OfTopic(input, log.Topics[topic++]) : ForeignText.Read(input.Type, data[plain++]);
        }
        return values;
    }

    private static object OfTopic(AbiParameter parameter, Hash32 topic) => parameter.Type is AbiTuple or AbiArray || parameter.Type.IsDynamic
        ? topic
        : AbiDecoder.Decode([parameter], topic.ToBytes())[0];
}
