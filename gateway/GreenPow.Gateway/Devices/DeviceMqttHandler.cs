using GreenPow.Gateway.Devices.Updates;
using GreenPow.Gateway.Metering;
using GreenPow.Mqtt;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>Who a connection belongs to, since its login was accepted.</summary>
/// <param name="PublicKey">65 bytes that the login has proven.</param>
public sealed record DeviceSession(DeviceId Device, ulong LoginCounter, byte[] PublicKey);

/// <summary>The devices' side of the MQTT endpoint: checks logins, confines each device to its topics, and hands every message to whom it is for.</summary>
public sealed class DeviceMqttHandler(
    Catalogue catalogue, DeviceKeys keys, KnownNetwork networks, Ingest ingest, DevicePresence presence, HaveDesk haves, RecordDesk records, CommandDesk commands, Expulsion expulsion,
    UpdateDesk updates, LiveFeed live,
    TimeProvider time, ILogger<DeviceMqttHandler> logger) : IMqttHandler
{
    /// <summary>A device sends at most 2 KiB of reports at once; this much is taken.</summary>
    public const int MaximumReportBytes = 16 * 1024;

    public async ValueTask<ConnectVerdict> ConnectAsync(ConnectRequest request, CancellationToken cancellationToken)
    {
        if (await networks.AskAsync(cancellationToken) is not { } network) return Refuse(request, ReasonCode.ServerUnavailable, "The chain has not been up yet; come again.");
        var now = time.GetUtcNow();
        var claim = DeviceLogin.Read(request.ClientId, request.UserName, request.Password.Span);
        var known = claim.Refusal is null ? catalogue.Device(claim.Device) : null;
        if ((known is null ? DeviceLogin.ApplicantRefusal(claim, network.NetworkId, now) : DeviceLogin.Refusal(claim, known, network.NetworkId, now)) is { } refusal)
            return Refuse(request, ReasonCode.BadUserNameOrPassword, refusal);
        if (request.Will is { } will && !DeviceTopics.IsOffline(claim.Device, will.Topic, will.Payload.Span))
            return Refuse(request, ReasonCode.NotAuthorized, "The only will of a device is a zero byte, or the digit 0, as its status.");
        byte[] publicKey = [4, .. claim.Frame.PublicKey];
        if (RefusalByKey(claim, known, publicKey, now) is { } unproven) return Refuse(request, ReasonCode.BadUserNameOrPassword, unproven);
        if (known is not null && DeviceLogin.Ban(known) is { } ban) return Refuse(request, claim, ban, now);
        // Anybody may make keys: what strangers leave must not fill the table of sessions.
        return ConnectVerdict.Accept(new DeviceSession(claim.Device, claim.Frame.Counter, publicKey)) with { EndsWithConnection = known is null };
    }

    public async ValueTask ConnectedAsync(MqttSession session, CancellationToken cancellationToken)
    {
        var device = SessionOf(session);
        if (catalogue.Device(device.Device) is null) return; // an applicant
        await WelcomeAsync(device, cancellationToken);
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
            // Whoever has not applied may do nothing else yet; a device goes by `have`, so it loses nothing.
            case not Topics.RecordLeaf when catalogue.Device(device) is null:
                return PublishVerdict.Consume;
            case Topics.ReportLeaf when publish.Payload.Length > MaximumReportBytes:
                return Reject(device, publish, receivedAt, RefusalReason.Malformed, $"{publish.Payload.Length} bytes of reports, above {MaximumReportBytes}", ReasonCode.PacketTooLarge);
            case Topics.ReportLeaf:
                var reports = await ingest.SubmitReportsAsync(device, publish.Payload, receivedAt, cancellationToken);
                if (reports.Sealed > 0) haves.Advanced(device);
                return PublishVerdict.Consume;
            case Topics.RecordLeaf:
                var isApplicant = catalogue.Device(device) is null;
                await records.TakeAsync(device, SessionOf(session).PublicKey, publish.Payload, receivedAt, cancellationToken);
                if (isApplicant && catalogue.Device(device) is not null) await WelcomeAsync(SessionOf(session), cancellationToken);
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
                if (catalogue.Device(device) is { } known && LiveReading.Read(known, publish.Payload.Span, receivedAt) is { } reading) live.Publish("live", reading.DeviceId, reading);
                return PublishVerdict.Consume;
        }
    }

    public ValueTask SubscribedAsync(MqttSession session, string filter, CancellationToken cancellationToken)
    {
        var device = SessionOf(session).Device;
        return filter == Topics.Command(device.ToString()) ? commands.TellAllAsync(device, cancellationToken) : ValueTask.CompletedTask;
    }

    public ValueTask AcknowledgedAsync(MqttSession session, string topic, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var device = SessionOf(session).Device;
        if (topic == Topics.Command(device.ToString())) commands.Heard(device, payload);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisconnectedAsync(MqttSession session, ReasonCode reason, CancellationToken cancellationToken)
    {
        var device = SessionOf(session);
        presence.Left(device.Device, device.LoginCounter, time.GetUtcNow());
        return ValueTask.CompletedTask;
    }

    private async ValueTask WelcomeAsync(DeviceSession device, CancellationToken cancellation)
    {
        presence.Came(device.Device, device.LoginCounter, time.GetUtcNow());
        await haves.TellAsync(device.Device, cancellation);
    }

    // The counter is taken last and for good: a login that fails for another reason costs the device nothing.
    private string? RefusalByKey(LoginClaim claim, DeviceRecord? known, byte[] publicKey, DateTimeOffset now)
    {
        var (bytes, covered, signature) = (claim.Bytes, claim.Frame.LengthBeforeSignature, claim.Frame.Signature);
        var isSigned = known is null ? DeviceKeys.VerifyOnce(publicKey, FrameKind.Login, bytes, covered, signature) : keys.Verify(known, FrameKind.Login, bytes, covered, signature);
        if (!isSigned) return $"The login is not signed by the key of device {claim.Device}.";
        var isNew = known is null ? catalogue.TryTakeApplicantLogin(claim.Device, claim.Frame.Counter, now) : catalogue.TryTakeLogin(claim.Device, claim.Frame.Counter, now);
        return isNew ? null : $"The login counter {claim.Frame.Counter} was used before, or a higher one.";
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
