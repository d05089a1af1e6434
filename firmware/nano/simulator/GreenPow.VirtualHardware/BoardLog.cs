namespace GreenPow.VirtualHardware;

/// <summary>The last lines that the firmware has printed, and what the device libraries found worth a line.</summary>
public sealed class BoardLog(TimeProvider time)
{
    private const int Kept = 500;

    private readonly Queue<string> lines = new();
    private readonly Lock guard = new();

    public event Action<string>? Written;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (guard)
                return [.. lines];
        }
    }

    public void Write(string line)
    {
        var stamped = $"{time.GetUtcNow():HH:mm:ss.fff} {line}";
        lock (guard)
        {
            lines.Enqueue(stamped);
            if (lines.Count > Kept)
                lines.Dequeue();
        }
        Written?.Invoke(stamped);
    }
}
