using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Lets the attached miner run only while generation exceeds a margin, with hysteresis and a hold time.</summary>
    public sealed class SurplusControl
    {
        private readonly DeviceOptions _options;
        private readonly IMinerSwitch _switch;
        private bool _wanted;
        private long _wantedSince;

        public SurplusControl(DeviceOptions options, IMinerSwitch minerSwitch)
        {
            _options = options;
            _switch = minerSwitch;
            if (_switch != null) _switch.Switch(!IsControlling);
        }

        /// <summary>The miner runs, as far as it is up to this device.</summary>
        public bool IsOn { get; private set; }

        /// <summary>The miner was held back since this was last cleared.</summary>
        public bool WasPaused { get; set; }

        private bool IsControlling => _switch != null && _options.MinerOnMilliwatts > 0;

        public void Step(Channel[] channels, long now)
        {
            if (!IsControlling) return;
            long generation = 0;
            for (int i = 0; i < channels.Length; i++)
                if (channels[i].Role == ChannelRole.Generation) generation += channels[i].PowerMilliwatts;
            bool wanted = generation >= (IsOn ? _options.MinerOffMilliwatts : _options.MinerOnMilliwatts);
            if (wanted != _wanted) _wantedSince = now;
            _wanted = wanted;
            if (_wanted != IsOn && now - _wantedSince >= _options.MinerHoldSeconds * 1000L)
            {
                IsOn = _wanted;
                _switch.Switch(IsOn);
            }

            if (!IsOn) WasPaused = true;
        }
    }
}
