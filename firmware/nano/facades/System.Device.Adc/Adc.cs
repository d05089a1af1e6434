// nanoframework/System.Device.Adc v1.1.24, System.Device.Adc/{AdcController,AdcControllerBase,AdcChannel,AdcChannelBase}.cs.
[assembly: System.Reflection.AssemblyVersion("1.1.24.0")]

namespace System.Device.Adc
{
    public abstract class AdcControllerBase
    {
        public abstract int MaxValue { get; }
        public abstract AdcChannel OpenChannel(int channelNumber);
    }

    public class AdcController : AdcControllerBase
    {
        public extern AdcController();
        public override extern int MaxValue { get; }
        public override extern AdcChannel OpenChannel(int channelNumber);
    }

    public abstract class AdcChannelBase
    {
        public abstract int ReadValue();
    }

    public class AdcChannel : AdcChannelBase, IDisposable
    {
        internal extern AdcChannel();
        public override extern int ReadValue();
        public extern void Dispose();
    }
}
