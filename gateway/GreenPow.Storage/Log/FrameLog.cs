namespace GreenPow.Storage;

/// <summary>The record of everything accepted: append-only files, flushed before anything is acknowledged.</summary>
public sealed class FrameLog : IDisposable
{
    public void Dispose() { }
}
