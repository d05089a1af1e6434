using Microsoft.Extensions.Logging;

namespace GreenPow.Mqtt;

/// <summary>The way in: CONNECT, the handler's verdict, takeover of an older connection, CONNACK.</summary>
internal sealed partial class MqttConnection
{
    private bool _isAnnounced;
    private bool _isJudged;

    private async ValueTask ConnectAsync(ConnectPacket connect)
    {
        _isJudged = true;
        if (Refusal(connect) is { } reason)
        {
            await RefuseConnectAsync(reason);
            return;
        }

        string clientId = connect.ClientId.Length > 0 ? connect.ClientId : $"auto-{Guid.NewGuid():N}";
        ConnectVerdict verdict = await AskAsync(connect, clientId);
        if (verdict.Reason != ReasonCode.Success)
        {
            await RefuseConnectAsync(verdict.Reason, verdict.Text);
            return;
        }

        uint expirySeconds = verdict.EndsWithConnection ? 0 : ExpirySeconds(connect);
        var candidate = new MqttSession(connect, clientId, verdict.Principal, _transport.RemoteEndPoint, expirySeconds, _server.Options);
        if (!_server.Endpoint.Sessions.TryOpen(candidate, connect, this, out SessionRegistry.Opened opened))
        {
            await RefuseConnectAsync(ReasonCode.QuotaExceeded);
            return;
        }

        Volatile.Write(ref _session, opened.Session);
        await EndOlderAsync(opened);
        ushort keepAliveSeconds = KeepAliveSeconds(connect);
        _keepAliveSeconds = keepAliveSeconds;
        _will = connect.Will;
        _isAnnounced = true;
        await _server.Handler.ConnectedAsync(opened.Session, CancellationToken.None);
        _sender.Prepare(opened.Session, connect.Version, connect.Properties?.MaximumPacketBytes ?? uint.MaxValue);
        MqttProperties? told = connect.Version == ProtocolVersion.V5 ? Terms(connect, clientId, keepAliveSeconds, expirySeconds) : null;
        await AnswerAsync(new ConnAckPacket(opened.Present, ReasonCode.Success, told));
    }

    private static ReasonCode? Refusal(ConnectPacket connect)
    {
        if (connect.Properties?.AuthenticationMethod is not null)
            return ReasonCode.BadAuthenticationMethod;
        if (connect.Will?.Qos == 2)
            return ReasonCode.QosNotSupported;
        if (connect.ClientId.Length == 0 && connect.Version == ProtocolVersion.V311 && !connect.CleanStart)
            return ReasonCode.ClientIdentifierNotValid;
        return null;
    }

    private async ValueTask<ConnectVerdict> AskAsync(ConnectPacket connect, string clientId)
    {
        var request = new ConnectRequest(
            clientId, connect.UserName, connect.Password ?? default, connect.CleanStart, connect.Version, connect.Will, _transport.RemoteEndPoint);
        try
        {
            return await _server.Handler.ConnectAsync(request, _closing.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            throw; // nobody waits for the verdict any more
        }
#pragma warning disable CA1031 // A handler that cannot judge lets nobody in; the client is told to come again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _server.Logger.LogError(e, "The login of {ClientId} could not be judged", clientId);
            return ConnectVerdict.Refuse(ReasonCode.ServerUnavailable);
        }
    }

    /// <summary>The older connection has finished everything, its will included, before the new one hears its CONNACK.</summary>
    private async Task EndOlderAsync(SessionRegistry.Opened opened)
    {
        if (opened.TakenOver is { } older)
        {
            older.Close(ReasonCode.SessionTakenOver);
            await older.Left;
        }

        if (opened.Ended is not { } ended)
            return;
        _server.Endpoint.UnsubscribeAll(ended);
        if (ended.DelayedWill is { } delayed)
            await _server.PublishWillAsync(ended, delayed.Will);
    }

    /// <summary>
    /// Answers a CONNECT that failed; once a session exists there is nothing to refuse any more.
    /// A malformed CONNECT of 3.1.1 gets no answer (MQTT 3.1.1, section 3.1.4).
    /// </summary>
    private async ValueTask RefuseConnectAsync(ReasonCode reason, string? text = null)
    {
        if (_session is not null)
            return;
        if (_isJudged || _decoder.Version == ProtocolVersion.V5 || reason == ReasonCode.UnsupportedProtocolVersion)
        {
            _sender.Prepare(session: null, _decoder.Version, uint.MaxValue);
            await AnswerAsync(new ConnAckPacket(SessionPresent: false, reason, text is null ? null : new MqttProperties { ReasonString = text }));
        }

        Close(reason);
    }

    private uint ExpirySeconds(ConnectPacket connect)
    {
        uint maximum = (uint)_server.Options.MaximumSessionExpirySeconds;
        return connect.Version == ProtocolVersion.V5
            ? Math.Min(connect.Properties?.SessionExpirySeconds ?? 0, maximum)
            : connect.CleanStart ? 0 : maximum;
    }

    private ushort KeepAliveSeconds(ConnectPacket connect)
    {
        int maximum = _server.Options.MaximumKeepAliveSeconds;
        bool isTooLong = connect.KeepAliveSeconds == 0 || connect.KeepAliveSeconds > maximum;
        return connect.Version == ProtocolVersion.V5 && isTooLong ? (ushort)maximum : connect.KeepAliveSeconds;
    }

    private MqttProperties Terms(ConnectPacket connect, string clientId, ushort keepAliveSeconds, uint expirySeconds) => new()
    {
        SessionExpirySeconds = expirySeconds == (connect.Properties?.SessionExpirySeconds ?? 0) ? null : expirySeconds,
        AssignedClientId = clientId == connect.ClientId ? null : clientId,
        ServerKeepAliveSeconds = keepAliveSeconds == connect.KeepAliveSeconds ? null : keepAliveSeconds,
        ReceiveMaximum = (ushort)_server.Options.ReceiveMaximum,
        TopicAliasMaximum = 0,
        MaximumQos = 1,
        RetainAvailable = 1,
        MaximumPacketBytes = (uint)_server.Options.MaximumPacketBytes,
        WildcardSubscriptionAvailable = 1,
        SubscriptionIdentifiersAvailable = 0,
        SharedSubscriptionAvailable = 0,
    };
}
