namespace GreenPow.VirtualHardware.Buses;

/// <summary>A serial port and the cable in it: bytes in both directions, each with its own bounded buffer.</summary>
public sealed class SerialCable
{
    /// <summary>What the driver on the chip buffers; what comes while it is full is lost, as on a real line.</summary>
    private const int BufferBytes = 4096;

    private readonly Queue<byte> toBoard = new();
    private readonly Queue<byte> toDesk = new();
    private readonly Lock guard = new();

    /// <summary>The board has received something.</summary>
    public event Action? Arrived;

    public int BytesToBoard
    {
        get
        {
            lock (guard)
                return toBoard.Count;
        }
    }

    /// <summary>The installer's side writes.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        lock (guard)
            Add(toBoard, bytes);
        Arrived?.Invoke();
    }

    /// <summary>The installer's side reads what has come.</summary>
    public byte[] Receive()
    {
        lock (guard)
        {
            var bytes = toDesk.ToArray();
            toDesk.Clear();
            return bytes;
        }
    }

    /// <summary>For the device library.</summary>
    public int BoardRead(Span<byte> into)
    {
        lock (guard)
        {
            var count = Math.Min(into.Length, toBoard.Count);
            for (var index = 0; index < count; index++)
                into[index] = toBoard.Dequeue();
            return count;
        }
    }

    /// <summary>For the device library.</summary>
    public void BoardWrite(ReadOnlySpan<byte> bytes)
    {
        lock (guard)
            Add(toDesk, bytes);
    }

    internal void Reset()
    {
        lock (guard)
            toBoard.Clear();
    }

    private static void Add(Queue<byte> queue, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (queue.Count < BufferBytes)
                queue.Enqueue(value);
        }
    }
}
