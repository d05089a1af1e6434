using GreenPow.Gateway.Devices.Updates;
using GreenPow.Simulator.Tests.Sites;
using GreenPow.Wire;

namespace GreenPow.Simulator.Tests.Boards;

/// <summary>Brings a signed firmware file to a device piece by piece over topics `update` and `progress`, with the gateway's own rule for what is next.</summary>
internal sealed class UpdateSender(TakingGateway gateway, string deviceId, CancellationToken cancellation)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Sends until the device has staged or refused it; <paramref name="beforeLastPiece"/> is called once, while the connection is still needed.</summary>
    public async Task<UpdateRun> DeliverAsync(byte[] file, Action? beforeLastPiece = null)
    {
        var update = UpdateRun.TryBegin(file, out var reason) ?? throw new InvalidOperationException(reason);
        gateway.TakeNewestOn(Topics.Progress(deviceId));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        while (update.State is UpdateProgress.Receiving or UpdateProgress.Checking)
        {
            if (update.Next(DateTimeOffset.UtcNow) is { } piece)
            {
                if (update.Received + piece.Length - UpdateChunk.HeaderLength == update.Total)
                    beforeLastPiece?.Invoke();
                await gateway.SendAsync(Topics.Update(deviceId), piece, limit.Token);
            }
            await HearAsync(update, limit.Token);
        }
        return update;
    }

    // An answer, or the time after which the piece goes out again.
    private async Task HearAsync(UpdateRun update, CancellationToken limit)
    {
        var topic = Topics.Progress(deviceId);
        var answered = gateway.WhenAsync(() => gateway.NewestOn(topic) is not null);
        await Task.WhenAny(answered, Task.Delay(UpdateRun.Patience, limit));
        if (limit.IsCancellationRequested)
            throw new TimeoutException($"The device has {update.Received} of {update.Total} bytes, state {update.State}, fault: {UpdateFault.Text(update.Fault)}.");
        var progress = new UpdateProgress();
        if (gateway.TakeNewestOn(topic) is { } bytes && progress.TryRead(bytes, 0, bytes.Length))
            update.Hear(progress);
    }
}
