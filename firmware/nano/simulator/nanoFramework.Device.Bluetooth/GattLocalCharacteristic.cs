using System;
using System.Threading.Tasks;
using GreenPow.DeviceLibrary;
using GreenPow.VirtualHardware.Bluetooth;

namespace nanoFramework.Device.Bluetooth.GenericAttributeProfile;

public class GattLocalCharacteristic
{
    /// <summary>A central gives up on an attribute after this (Bluetooth Core 5.4, vol 3 part F, 3.3.3).</summary>
    private static readonly TimeSpan TransactionTimeout = TimeSpan.FromSeconds(30);

    private readonly GattCharacteristicProperties properties;

    internal GattLocalCharacteristic(Guid uuid, GattCharacteristicProperties properties)
    {
        this.properties = properties;
        OnAir = new GattCharacteristic(uuid, ReadAsync, WriteAsync);
    }

    public delegate void GattLocalCharacteristicReadEventHandler(GattLocalCharacteristic sender, GattReadRequestedEventArgs ReadRequestEventArgs);

    public delegate void GattLocalCharacteristicWriteEventHandler(GattLocalCharacteristic sender, GattWriteRequestedEventArgs WriteRequestEventArgs);

    public event GattLocalCharacteristicReadEventHandler ReadRequested;

    public event GattLocalCharacteristicWriteEventHandler WriteRequested;

    internal GattCharacteristic OnAir { get; }

    public GattClientNotificationResult[] NotifyValue(Buffer value)
    {
        Here.Run.Require();
        return (properties & GattCharacteristicProperties.Notify) != 0 && OnAir.Notify([.. value.Data]) ? [new GattClientNotificationResult()] : [];
    }

    private Task<byte[]> ReadAsync()
    {
        if ((properties & GattCharacteristicProperties.Read) == 0)
            throw new InvalidOperationException("The characteristic cannot be read.");
        var request = new GattReadRequest();
        Here.Run.Post(() => ReadRequested?.Invoke(this, new GattReadRequestedEventArgs(request)));
        return request.Answer.Task.WaitAsync(TransactionTimeout);
    }

    private Task WriteAsync(byte[] value)
    {
        if ((properties & (GattCharacteristicProperties.Write | GattCharacteristicProperties.WriteWithoutResponse)) == 0)
            throw new InvalidOperationException("The characteristic cannot be written.");
        if (value.Length > GattRadio.MaximumValueBytes)
            throw new ArgumentException($"A value of {value.Length} bytes is above {GattRadio.MaximumValueBytes}.", nameof(value));
        var request = new GattWriteRequest(new Buffer([.. value]));
        Here.Run.Post(() => WriteRequested?.Invoke(this, new GattWriteRequestedEventArgs(request)));
        return (properties & GattCharacteristicProperties.Write) == 0 ? Task.CompletedTask : request.Answer.Task.WaitAsync(TransactionTimeout);
    }
}

public class GattClientNotificationResult
{
    internal GattClientNotificationResult()
    {
    }
}
