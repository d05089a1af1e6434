namespace GreenPow.VirtualHardware.Bluetooth;

/// <summary>One value of a service. The device library answers; a central asks.</summary>
public sealed class GattCharacteristic(Guid uuid, Func<Task<byte[]>> read, Func<byte[], Task> write)
{
    private readonly Lock guard = new();
    private Action<byte[]>? subscribed;

    public Guid Uuid { get; } = uuid;

    /// <summary>The first subscription, or the end of the last.</summary>
    public event Action<bool>? SubscriptionChanged;

    public bool IsSubscribed => subscribed is not null;

    /// <summary>The central reads.</summary>
    public Task<byte[]> ReadAsync() => read();

    /// <summary>The central writes with response.</summary>
    public Task WriteAsync(byte[] value) => write(value);

    /// <summary>The central asks to be told of changes.</summary>
    public void Subscribe(Action<byte[]> onNotified)
    {
        lock (guard)
            subscribed += onNotified;
        SubscriptionChanged?.Invoke(true);
    }

    /// <summary>For the device library; false when nobody has subscribed.</summary>
    public bool Notify(byte[] value)
    {
        var listeners = subscribed;
        listeners?.Invoke(value);
        return listeners is not null;
    }

    internal void Drop()
    {
        lock (guard)
            subscribed = null;
        SubscriptionChanged?.Invoke(false);
    }
}
