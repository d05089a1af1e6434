using GreenPow.Mqtt;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>
/// Signs commands and sees that they arrive: at once to a connected device, and after every login all that are not too old. A device takes
/// each counter once, so telling it again costs nothing.
/// </summary>
public sealed class CommandDesk(Catalogue catalogue, GatewayIdentity identity, DevicePresence presence, MqttEndpoint endpoint, TimeProvider time)
{
    /// <summary>The command as it is on disk now; null when too many wait for the device already.</summary>
    public async ValueTask<StoredCommand?> IssueAsync(DeviceRecord device, byte opcode, byte[] payload, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var command = catalogue.AddCommand(device.Id, opcode, now, counter => Signed(device, counter, now, opcode, payload));
        if (command is not null && presence.Of(device.Id) is { IsOnline: true }) await PublishAsync(command, cancellation);
        return command;
    }

    /// <summary>Takes a command that was signed elsewhere; null when too many wait already, another than the given where its counter is taken.</summary>
    public async ValueTask<StoredCommand?> HandInAsync(StoredCommand foreign, CancellationToken cancellation)
    {
        var command = catalogue.KeepCommand(foreign, time.GetUtcNow());
        if (command == foreign && presence.Of(foreign.Device) is { IsOnline: true }) await PublishAsync(command, cancellation);
        return command;
    }

    /// <summary>The device has subscribed to its commands.</summary>
    public async ValueTask TellAllAsync(DeviceId device, CancellationToken cancellation)
    {
        foreach (var command in catalogue.WaitingCommands(device, time.GetUtcNow()).Where(IsStillMeant)) await PublishAsync(command, cancellation);
    }

    /// <summary>The device has acknowledged a command.</summary>
    public void Heard(DeviceId device, ReadOnlyMemory<byte> payload)
    {
        var frame = new CommandFrame();
        if (frame.TryRead(payload.ToArray(), 0, payload.Length, out _)) catalogue.HearCommand(device, frame.Counter);
    }

    // What a key signed that this gateway has no more is nothing to a device that obeys the present one; a change of keys is what gets it there.
    private bool IsStillMeant(StoredCommand command) => command.Opcode == CommandOpcode.KeyChange || identity.HasSigned(FrameKind.Command, command.Frame);

    private ValueTask PublishAsync(StoredCommand command, CancellationToken cancellation) =>
        endpoint.PublishAsync(Topics.Command(command.Device.ToString()), command.Frame, qos: 1, retain: false, cancellation);

    private byte[] Signed(DeviceRecord device, ulong counter, DateTimeOffset now, byte opcode, byte[] payload)
    {
        var frame = new CommandFrame { Counter = counter, IssuedAt = (uint)now.ToUnixTimeSeconds(), Opcode = opcode, PayloadLength = (byte)payload.Length };
        device.Id.CopyTo(frame.DeviceId);
        device.NetworkId.CopyTo(frame.NetworkId, 0);
        payload.CopyTo(frame.Payload, 0);
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        identity.Sign(FrameKind.Command, bytes, frame.LengthBeforeSignature);
        return bytes;
    }
}
