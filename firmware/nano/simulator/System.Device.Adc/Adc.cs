using GreenPow.DeviceLibrary;
using GreenPow.VirtualHardware.Buses;

namespace System.Device.Adc;

public abstract class AdcControllerBase
{
    public abstract int MaxValue { get; }

    public abstract AdcChannel OpenChannel(int channelNumber);
}

public class AdcController : AdcControllerBase
{
    public override int MaxValue => AnalogInputs.FullScale;

    public override AdcChannel OpenChannel(int channelNumber) => new(channelNumber);
}

public abstract class AdcChannelBase
{
    public abstract int ReadValue();
}

public class AdcChannel : AdcChannelBase, IDisposable
{
    private readonly int channel;

    internal AdcChannel(int channel) => this.channel = channel;

    public override int ReadValue() => Here.Board.Analog.Convert(channel);

    public void Dispose()
    {
    }
}
