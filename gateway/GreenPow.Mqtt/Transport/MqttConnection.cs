using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace GreenPow.Mqtt;

/// <summary>One TCP connection from first byte to last: read, answer, close exactly once.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Close may come from any thread at any time; a cancellation source without a timer holds nothing.")]
internal sealed partial class MqttConnection
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    private readonly ConnectionContext _transport;
    private readonly MqttServer _server;
    private readonly PacketDecoder _decoder = new();
    private readonly PacketSender _sender;
    private readonly InboundPublishes _publishes;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _openedAt;
    private long _lastPacketAt;
    private int _keepAliveSeconds;
    private int _closeReason = -1;
    private MqttSession? _session;
    private Will? _will;

    public MqttConnection(ConnectionContext transport, MqttServer server)
    {
        _transport = transport;
        _server = server;
        _sender = new PacketSender(this, transport.Transport.Output, server.Time);
        _publishes = new InboundPublishes(server, this, _sender);
        _openedAt = _lastPacketAt = server.Time.GetTimestamp();
    }

    /// <summary>Completes when the will is out and the handler has heard of the end; the last bytes may still be on their way.</summary>
    public Task Left => _left.Task;

    public async Task RunAsync()
    {
        _server.Endpoint.Connections.TryAdd(this, true);
        using CancellationTokenRegistration stopping = _server.Stopping.Register(() => Close(ReasonCode.ServerShuttingDown));
        using var lingering = new CancellationTokenSource();
        Task sending = SendAsync(lingering.Token);
        Task handling = _publishes.RunAsync(_closing.Token);
        await ReadAsync();
        Close(ReasonCode.UnspecifiedError);
        _publishes.Complete();
        await handling;
        await LeaveAsync();
        lingering.CancelAfter(Linger);
        await sending;
        await _transport.Transport.Output.CompleteAsync();
        await _transport.Transport.Input.CompleteAsync();
        _server.Endpoint.Connections.TryRemove(this, out _);
    }

    /// <summary>Ends the connection; the first reason counts.</summary>
    public void Close(ReasonCode reason)
    {
        if (Interlocked.CompareExchange(ref _closeReason, (int)reason, -1) == -1)
            _closing.Cancel();
    }

    public void Wake() => _sender.TrySend(Outgoing.WakeUp);

    /// <summary>No CONNECT in time, or silence for one and a half keep-alives (MQTT 5.0, section 3.1.2.10).</summary>
    public void CheckDeadline()
    {
        TimeProvider time = _server.Time;
        if (Volatile.Read(ref _session) is null)
        {
            if (time.GetElapsedTime(_openedAt) > TimeSpan.FromSeconds(_server.Options.ConnectTimeoutSeconds))
                Close(ReasonCode.KeepAliveTimeout);
        }
        else if (_keepAliveSeconds > 0 && time.GetElapsedTime(Volatile.Read(ref _lastPacketAt)) > TimeSpan.FromSeconds(1.5 * _keepAliveSeconds))
        {
            Close(ReasonCode.KeepAliveTimeout);
        }
    }

    private async Task ReadAsync()
    {
        PipeReader input = _transport.Transport.Input;
        try
        {
            for (; ; )
            {
                ReadResult read = await input.ReadAsync(_closing.Token);
                Volatile.Write(ref _lastPacketAt, _server.Time.GetTimestamp());
                ReadOnlySequence<byte> buffer = read.Buffer;
                while (!_closing.IsCancellationRequested
                    && PacketFraming.TryRead(ref buffer, _server.Options.MaximumPacketBytes, out byte first, out ReadOnlySequence<byte> body))
                {
                    await ReceiveAsync(_decoder.Decode(first, body));
                }

                input.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted || _closing.IsCancellationRequested)
                    return;
            }
        }
        catch (MqttProtocolException e)
        {
            _server.Logger.LogInformation("Connection {ConnectionId} of {ClientId} broke the protocol: {Message}", _transport.ConnectionId, _session?.ClientId, e.Message);
            await RefuseConnectAsync(e.Reason);
            Close(e.Reason);
        }
        catch (OperationCanceledException)
        {
            // Close was called.
        }
        catch (Exception e) when (e is ConnectionResetException or ConnectionAbortedException or IOException)
        {
            Close(ReasonCode.UnspecifiedError);
        }
#pragma warning disable CA1031 // Whatever fails in the handler ends this connection and no other.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _server.Logger.LogError(e, "Connection {ConnectionId} of {ClientId} failed", _transport.ConnectionId, _session?.ClientId);
            Close(ReasonCode.ImplementationSpecificError);
        }
    }

    private async Task SendAsync(CancellationToken lingering)
    {
        try
        {
            await _sender.RunAsync(lingering);
        }
        catch (OperationCanceledException)
        {
            // The client did not take its last packets within the linger time.
        }
    }

    /// <summary>Will, session, handler, goodbye; in this order, after every message of the client has been handled.</summary>
    private async Task LeaveAsync()
    {
        var reason = (ReasonCode)_closeReason;
        try
        {
            if (_session is { } session)
                await LeaveAsync(session, reason);
        }
#pragma warning disable CA1031 // A handler that fails here must not keep the next connection of this client waiting.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _server.Logger.LogError(e, "The end of the connection of {ClientId} could not be handled", _session?.ClientId);
        }

        bool clientSpokeLast = reason is ReasonCode.Success or ReasonCode.DisconnectWithWill;
        if (_session is not null && _decoder.Version == ProtocolVersion.V5 && !clientSpokeLast)
            _sender.TrySend(Outgoing.Of(new DisconnectPacket(reason)));
        _sender.Complete();
        _left.TrySetResult();
    }

    private async Task LeaveAsync(MqttSession session, ReasonCode reason)
    {
        bool isGoodbye = reason == ReasonCode.Success;
        bool resumed = _server.Endpoint.Sessions.IsResumed(session, this);
        Will? delayed = !isGoodbye && _will is { DelaySeconds: > 0 } && (resumed || session.ExpirySeconds > 0) ? _will : null;
        if (!isGoodbye && delayed is null && _will is not null)
            await _server.PublishWillAsync(session, _will);
        if (_server.Endpoint.Sessions.Detach(session, this, _server.Time.GetUtcNow(), delayed))
            _server.Endpoint.UnsubscribeAll(session);
        if (_isAnnounced)
            await _server.Handler.DisconnectedAsync(session, reason, CancellationToken.None);
    }
}
