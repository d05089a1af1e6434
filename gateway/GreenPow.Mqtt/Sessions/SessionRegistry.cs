namespace GreenPow.Mqtt;

/// <summary>All sessions by client id: one connection each, the newest wins, and what has expired goes.</summary>
internal sealed class SessionRegistry(MqttOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MqttSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>`TakenOver` is the older connection; `Ended` the session that had to go: of the same client, or of another where the table was full.</summary>
    public readonly record struct Opened(MqttSession Session, bool Present, MqttConnection? TakenOver, MqttSession? Ended);

    public int Count
    {
        get
        {
            lock (_lock)
                return _sessions.Count;
        }
    }

    /// <summary>Where there is no room, the session that would expire first makes some; false when all are connected.</summary>
    public bool TryOpen(MqttSession candidate, ConnectPacket connect, MqttConnection connection, out Opened opened)
    {
        lock (_lock)
        {
            _sessions.TryGetValue(candidate.ClientId, out MqttSession? known);
            MqttConnection? takenOver = known?.Connection;
            if (known is { IsOver: false } && !connect.CleanStart)
            {
                known.Adopt(connect, candidate.Principal, candidate.RemoteEndPoint, candidate.ExpirySeconds);
                Attach(known, connect, connection);
                known.DelayedWill = null;
                opened = new Opened(known, Present: true, takenOver, Ended: null);
                return true;
            }

            bool isFull = known is null && _sessions.Count >= options.MaximumSessions;
            MqttSession? ended = isFull ? FirstToExpire() : known;
            if (isFull && ended is null)
            {
                opened = default;
                return false;
            }

            if (ended is not null)
                _sessions.Remove(ended.ClientId);
            Attach(candidate, connect, connection);
            _sessions[candidate.ClientId] = candidate;
            opened = new Opened(candidate, Present: false, takenOver, ended);
            return true;
        }
    }

    /// <summary>Says that the connection is gone; true when the session ended with it.</summary>
    public bool Detach(MqttSession session, MqttConnection connection, DateTimeOffset now, Will? delayedWill)
    {
        lock (_lock)
        {
            if (session.Connection != connection)
                return false;
            session.Connection = null;
            session.ExpiresAt = now.AddSeconds(session.ExpirySeconds);
            if (session.ExpirySeconds == 0)
            {
                // A clean start may have put another session in its place.
                if (_sessions.GetValueOrDefault(session.ClientId) == session)
                    _sessions.Remove(session.ClientId);
                return true;
            }

            if (delayedWill is not null)
                session.DelayedWill = (delayedWill, now.AddSeconds(delayedWill.DelaySeconds));
            return false;
        }
    }

    /// <summary>Lets a session end with its connection, or at the next look at what is due; nobody comes back to it before that.</summary>
    public void EndNow(MqttSession session)
    {
        lock (_lock)
        {
            session.IsOver = true;
            session.ExpirySeconds = 0;
            session.ExpiresAt = DateTimeOffset.MinValue;
        }
    }

    /// <summary>Whether another connection of the same session has taken over.</summary>
    public bool IsResumed(MqttSession session, MqttConnection former)
    {
        lock (_lock)
            return session.Connection is { } current && current != former && _sessions.GetValueOrDefault(session.ClientId) == session;
    }

    public bool TryFind(string clientId, out MqttConnection? connection)
    {
        lock (_lock)
        {
            connection = _sessions.GetValueOrDefault(clientId)?.Connection;
            return connection is not null;
        }
    }

    /// <summary>Takes out the sessions whose time is over and the wills whose delay is.</summary>
    public (List<MqttSession> Expired, List<(MqttSession Session, Will Will)> Wills) TakeDue(DateTimeOffset now)
    {
        var expired = new List<MqttSession>();
        var wills = new List<(MqttSession, Will)>();
        lock (_lock)
        {
            foreach (MqttSession session in _sessions.Values)
            {
                if (session.Connection is not null)
                    continue;
                bool ends = session.ExpiresAt <= now;
                if (session.DelayedWill is { } delayed && (ends || delayed.DueAt <= now))
                {
                    session.DelayedWill = null;
                    wills.Add((session, delayed.Will));
                }

                if (ends)
                    expired.Add(session);
            }

            foreach (MqttSession session in expired)
                _sessions.Remove(session.ClientId);
        }

        return (expired, wills);
    }

    private MqttSession? FirstToExpire() => _sessions.Values.Where(session => session.Connection is null).MinBy(session => session.ExpiresAt);

    private static void Attach(MqttSession session, ConnectPacket connect, MqttConnection connection)
    {
        session.Connection = connection;
        session.Queue.Resume(connection, connect.Properties?.ReceiveMaximum ?? ushort.MaxValue);
    }
}
