using System.Security.Cryptography;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices.Updates;

/// <summary>One signed firmware file on its way to one device; the device says where it stands, so nothing is remembered here that it does not repeat.</summary>
public sealed class UpdateRun
{
    /// <summary>A device that has not answered for so long gets the same piece again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly byte[] file;
    private DateTimeOffset sentAt = DateTimeOffset.MinValue;

    private UpdateRun(byte[] file, UpdateHeader header) => (this.file, Header) = (file, header);

    public UpdateHeader Header { get; }

    public int Total => file.Length;

    /// <summary>Offset of the next piece.</summary>
    public int Received { get; private set; }

    /// <summary>One of <see cref="UpdateProgress"/>'s states.</summary>
    public byte State { get; private set; } = UpdateProgress.Receiving;

    /// <summary>One of <see cref="UpdateFault"/>.</summary>
    public byte Fault { get; private set; }

    /// <summary>Null with a reason where the bytes are no whole firmware file. Whether the right key signed it only the device can say.</summary>
    public static UpdateRun? TryBegin(byte[] file, out string reason)
    {
        var header = new UpdateHeader();
        reason = "";
        if (!header.TryRead(file, 0, file.Length, out var fault)) reason = UpdateFault.Text(fault);
        else if (file.Length != header.FileLength) reason = $"the file has {file.Length} bytes, its header says {header.FileLength}";
        else if (!SHA256.HashData(file.AsSpan(UpdateHeader.Length)).AsSpan().SequenceEqual(header.ImageDigest)) reason = UpdateFault.Text(UpdateFault.Digest);
        return reason.Length == 0 ? new UpdateRun(file, header) : null;
    }

    /// <summary>What the device says about an image; true when it is this one, and then the next piece may go at once.</summary>
    public bool Hear(UpdateProgress progress)
    {
        if (!progress.ImageId.AsSpan().SequenceEqual(Header.ImageDigest.AsSpan(0, UpdateHeader.ImageIdLength)) || progress.Received > file.Length) return false;
        (State, Fault, Received) = (progress.State, progress.Fault, (int)progress.Received);
        sentAt = DateTimeOffset.MinValue;
        return true;
    }

    /// <summary>The piece that is due, or null: nothing is left to send, or the answer to the last one is still awaited.</summary>
    public byte[]? Next(DateTimeOffset now)
    {
        if (State != UpdateProgress.Receiving || Received >= file.Length || now - sentAt < Patience) return null;
        sentAt = now;
        var count = Math.Min(UpdateChunk.MaximumData, file.Length - Received);
        var piece = new byte[UpdateChunk.HeaderLength + count];
        UpdateChunk.Write(piece, Header.ImageDigest, (uint)Received, file, count);
        return piece;
    }
}
