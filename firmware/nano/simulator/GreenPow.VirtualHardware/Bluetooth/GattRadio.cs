namespace GreenPow.VirtualHardware.Bluetooth;

/// <summary>The Bluetooth radio of a board: the services it advertises, for any central in the room.</summary>
public sealed class GattRadio
{
    /// <summary>The largest value of an attribute (Bluetooth Core 5.4, vol 3 part F, 3.2.9).</summary>
    public const int MaximumValueBytes = 512;

    private readonly Lock guard = new();
    private readonly List<GattService> advertised = [];

    /// <summary>What a scan finds.</summary>
    public IReadOnlyList<GattService> Advertised
    {
        get
        {
            lock (guard)
                return [.. advertised];
        }
    }

    /// <summary>For the device library; an advertisement of the same service is replaced.</summary>
    public void Advertise(GattService service)
    {
        lock (guard)
        {
            advertised.RemoveAll(known => known.Uuid == service.Uuid);
            advertised.Add(service);
        }
    }

    /// <summary>For the device library.</summary>
    public void Stop(Guid service)
    {
        lock (guard)
        {
            foreach (var known in advertised.Where(known => known.Uuid == service))
                Disconnect(known);
            advertised.RemoveAll(known => known.Uuid == service);
        }
    }

    /// <summary>A central finds a characteristic of an advertised service, or null.</summary>
    public GattCharacteristic? Find(Guid service, Guid characteristic)
    {
        lock (guard)
            return advertised.FirstOrDefault(known => known.Uuid == service)?.Characteristics.FirstOrDefault(known => known.Uuid == characteristic);
    }

    internal void Reset()
    {
        lock (guard)
        {
            foreach (var service in advertised)
                Disconnect(service);
            advertised.Clear();
        }
    }

    private static void Disconnect(GattService service)
    {
        foreach (var characteristic in service.Characteristics)
            characteristic.Drop();
    }
}
