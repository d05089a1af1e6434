using System.Threading.Tasks;

namespace nanoFramework.Device.Bluetooth.GenericAttributeProfile;

public class GattReadRequestedEventArgs
{
    private readonly GattReadRequest request;

    internal GattReadRequestedEventArgs(GattReadRequest request) => this.request = request;

    public GattReadRequest GetRequest() => request;
}

public class GattReadRequest
{
    internal GattReadRequest()
    {
    }

    internal TaskCompletionSource<byte[]> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void RespondWithValue(Buffer value) => Answer.TrySetResult([.. value.Data]);
}

public class GattWriteRequestedEventArgs
{
    private readonly GattWriteRequest request;

    internal GattWriteRequestedEventArgs(GattWriteRequest request) => this.request = request;

    public GattWriteRequest GetRequest() => request;
}

public class GattWriteRequest
{
    internal GattWriteRequest(Buffer value) => Value = value;

    public Buffer Value { get; }

    internal TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Respond() => Answer.TrySetResult();
}
