namespace GreenPow.Core
{
    /// <summary>Finds the device's own part of what is wrong: its instruments and its calibration.</summary>
    public sealed class DeviceWatch
    {
        private readonly ApplianceView _view;

        public DeviceWatch(ApplianceView view)
        {
            _view = view;
        }

        public void Step()
        {
            Device device = _view.Device;
            Channel[] channels = device == null ? null : device.Channels;
            if (channels == null) return;
            bool isSilent = false;
            for (int i = 0; i < channels.Length; i++) isSilent |= channels[i].IsSilent;
            _view.Troubles.Set(Trouble.MeterSilent, isSilent);
            _view.Troubles.Set(Trouble.NotCommissioned, !device.IsCalibrated);
        }
    }
}
