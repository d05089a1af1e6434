using GreenPow.Gateway.Devices.Updates;
using GreenPow.Gateway.Metering;
using GreenPow.Gateway.Web;
using GreenPow.Mqtt;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>Who a connection belongs to, since its login was accepted.</summary>
public sealed record DeviceSession(DeviceId Device, ulong LoginCounter);

/// <summary>The devices' side of the MQTT endpoint: checks logins, confines each device to its topics, and hands every message to whom it is for.</summary>
public sealed class DeviceMqttHandler(
    Catalogue catalogue, DeviceKeys keys, IChainHead chain, Ingest ingest, DevicePresence presence, HaveDesk haves, Expulsion expulsion, UpdateDesk updates, LiveFeed live,
    TimeProvider time, ILogger<DeviceMqttHandler> logger) : IMqttHandler
{
    /// <summary>A device sends at most 2 KiB of reports at once; this much is taken.</summary>
    public const int MaximumReportBytes = 16 * 1024;

    public async ValueTask<ConnectVerdict> ConnectAsync(ConnectRequest request, CancellationToken cancellationToken)
    {
        var network = await chain.NetworkAsync(cancellationToken);
        var now = time.GetUtcNow();
        var claim = DeviceLogin.Read(request.ClientId, request.UserName, request.Password.Span);
        var known = claim.Refusal is null ? catalogue.Device(claim.Device) : null;
        if (DeviceLogin.Refusal(claim, known, network.NetworkId, now) is { } refusal) return Refuse(request, ReasonCode.BadUserNameOrPassword, refusal);
        if (request.Will is { } will && !DeviceTopics.IsOffline(claim.Device, will.Topic, will.Payload.Span))
            return Refuse(request, ReasonCode.NotAuthorized, "The only will of a device is a zero byte, or the digit 0, as its status.");
        if (RefusalByKey(claim, known!, now) is { } unproven) return Refuse(request, ReasonCode.BadUserNameOrPassword, unproven);
        return DeviceLogin.Ban(known!) is { } ban ? Refuse(request, claim, ban, now) : ConnectVerdict.Accept(new DeviceSession(claim.Device, claim.Frame.Counter));
    }

    public async ValueTask ConnectedAsync(MqttSession session, CancellationToken cancellationToken)
    {
        var device = SessionOf(session);
        presence.Came(device.Device, device.LoginCounter, time.GetUtcNow());
        await haves.TellAsync(device.Device, cancellationToken);
        expulsion.Look(device.Device); // what the DAO decided during the login found nobody to disconnect
    }

    public bool MaySubscribe(MqttSession session, string filter) => DeviceTopics.MaySubscribe(SessionOf(session).Device, filter);

    public async ValueTask<PublishVerdict> PublishAsync(MqttSession session, PublishRequest publish, CancellationToken cancellationToken)
    {
        var device = SessionOf(session).Device;
        var receivedAt = time.GetUtcNow();
        if (!DeviceTopics.MayPublish(device, publish.Topic, out var leaf))
            return Reject(device, publish, receivedAt, RefusalReason.WrongTopic, $"device {device} may not publish on {publish.Topic}", ReasonCode.NotAuthorized);
        switch (leaf)
        {
            case Topics.ReportLeaf when publish.Payload.Length > MaximumReportBytes:
                return Reject(device, publish, receivedAt, RefusalReason.Malformed, $"{publish.Payload.Length} bytes of reports, above {MaximumReportBytes}", ReasonCode.PacketTooLarge);
            case Topics.ReportLeaf:
                var reports = await ingest.SubmitReportsAsync(device, publish.Payload, receivedAt, cancellationToken);
                if (reports.Sealed > 0) haves.Advanced(device);
                return PublishVerdict.Consume;
            case Topics.RecordLeaf:
                await ingest.SubmitRecordAsync(device, publish.Payload, receivedAt, cancellationToken);
                return PublishVerdict.Consume;
            case Topics.StatusLeaf when DeviceTopics.IsOffline(publish.Payload.Span):
                return PublishVerdict.Accept;
            case Topics.StatusLeaf:
                var status = await ingest.SubmitStatusAsync(device, publish.Payload, receivedAt, cancellationToken);
                return status.Refused == 0 ? PublishVerdict.Accept : PublishVerdict.Consume;
            case Topics.ProgressLeaf:
                await updates.HearAsync(device, publish.Payload, cancellationToken);
                return PublishVerdict.Consume;
            default:
                if (catalogue.Device(device) is { } known && LiveReading.Read(known, publish.Payload.Span, receivedAt) is { } reading) live.Publish("live", reading);
                return PublishVerdict.Consume;
        }
    }

    public ValueTask SubscribedAsync(MqttSession session, string filter, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisconnectedAsync(MqttSession session, ReasonCode reason, CancellationToken cancellationToken)
    {
        var device = SessionOf(session);
        presence.Left(device.Device, device.LoginCounter, time.GetUtcNow());
        return ValueTask.CompletedTask;
    }

    // The counter is taken last and for good: a login that fails for another reason costs the device nothing.
    private string? RefusalByKey(LoginClaim claim, DeviceRecord known, DateTimeOffset now)
    {
        if (!keys.Verify(known, FrameKind.Login, claim.Bytes, claim.Frame.LengthBeforeSignature, claim.Frame.Signature))
            return $"The login is not signed by the key of device {claim.Device}.";
        return catalogue.TryTakeLogin(claim.Device, claim.Frame.Counter, now) ? null : $"The login counter {claim.Frame.Counter} was used before, or a higher one.";
    }

    // The key has spoken for this login, so no stranger can fill the owner's list of rejects.
    private ConnectVerdict Refuse(ConnectRequest request, LoginClaim claim, (RefusalReason Reason, string Text) ban, DateTimeOffset now)
    {
        catalogue.AddRejects([new Reject(claim.Device, now, ban.Reason, ban.Text, claim.Bytes)]);
        return Refuse(request, ReasonCode.NotAuthorized, ban.Text);
    }

    private ConnectVerdict Refuse(ConnectRequest request, ReasonCode reason, string text)
    {
        logger.LogInformation("Login of '{ClientId}' from {RemoteEndPoint} refused: {Text}", request.ClientId, request.RemoteEndPoint, text);
        return ConnectVerdict.Refuse(reason, text);
    }

    private PublishVerdict Reject(DeviceId device, PublishRequest publish, DateTimeOffset receivedAt, RefusalReason reason, string text, ReasonCode code)
    {
        catalogue.AddRejects([new Reject(device, receivedAt, reason, text, publish.Payload.ToArray())]);
        return PublishVerdict.Refuse(code);
    }

    private static DeviceSession SessionOf(MqttSession session) => (DeviceSession)session.Principal!;
}
