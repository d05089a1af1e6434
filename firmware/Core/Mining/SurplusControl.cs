using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// Lets the attached miner and the heartbeat run only while generation, or the battery's voltage, exceeds a margin, with hysteresis and
    /// a hold time, inside the schedule, and unless the gateway ordered a pause. What is not known counts as no surplus: a silent meter
    /// reads 0 W, and a schedule without a clock is closed.
    /// </summary>
    public sealed class SurplusControl
    {
        private readonly DeviceOptions _options;
        private readonly DeviceBoard _board;
        private readonly MinerPause _pause;
        private readonly HttpMiner _http;
        private bool _hasSurplus;
        private bool _wanted;
        private long _wantedSince;
        private int _permille = -1;

        public SurplusControl(DeviceOptions options, DeviceBoard board, MinerPause pause)
        {
            _options = options;
            _board = board;
            _pause = pause;
            _http = board.Http != null && options.MinerUrl != null ? new HttpMiner(board.Http, options.MinerUrl) : null;
            _hasSurplus = !IsBySurplus;
            Turn(_hasSurplus && IsAllowed);
        }

        /// <summary>The miner runs, as far as it is up to this device.</summary>
        public bool IsOn { get; private set; }

        /// <summary>The miner was held back since this was last cleared.</summary>
        public bool WasPaused { get; set; }

        /// <summary>The miner has confirmed by HTTP what it was told last; true where nothing is told by HTTP.</summary>
        public bool IsConfirmed => _http == null || _http.IsConfirmed;

        private bool IsByPower => _options.MinerOnMilliwatts > 0;

        private bool IsByVoltage => _options.MinerOnMillivolts > 0;

        private bool IsBySurplus => IsByPower || IsByVoltage;

        private bool IsAllowed
        {
            get
            {
                if (_pause.IsPaused) return false;
                if (_options.MinerSchedule == null || _options.MinerSchedule.Length == 0) return true;
                return _board.Clock.IsSynchronised && MinerSchedule.IsOpen(_options.MinerSchedule, _board.Clock.UtcUnixMilliseconds / 1000);
            }
        }

        public void Step(Channel[] channels, long now)
        {
            _pause.Step(now);
            long generation = Generation(channels);
            if (IsBySurplus) Hold(IsEnough(generation, channels), now);
            bool on = _hasSurplus && IsAllowed;
            if (on != IsOn) Turn(on);
            if (!IsOn) WasPaused = true;
            Drive(generation);
            if (_http != null) _http.Step(now);
        }

        // At the threshold of the state that it is in: that is the hysteresis.
        private bool IsEnough(long generation, Channel[] channels)
        {
            if (IsByPower && generation < (_hasSurplus ? _options.MinerOffMilliwatts : _options.MinerOnMilliwatts)) return false;
            return !IsByVoltage || Millivolts(channels) >= (_hasSurplus ? _options.MinerOffMillivolts : _options.MinerOnMillivolts);
        }

        private void Hold(bool wanted, long now)
        {
            if (wanted != _wanted) _wantedSince = now;
            _wanted = wanted;
            if (now - _wantedSince >= _options.MinerHoldSeconds * 1000L) _hasSurplus = wanted;
        }

        /// <summary>The device is about to sleep, and nobody could switch the miner off later.</summary>
        public void Stop() => Turn(false);

        private void Turn(bool on)
        {
            IsOn = on;
            if (_board.MinerSwitch != null) _board.MinerSwitch.Switch(on);
            if (_http != null) _http.Switch(on);
            if (!on) Drive(0);
        }

        // Proportional between the two powers; without an upper one fully on.
        private void Drive(long generation)
        {
            if (_board.MinerPwm == null) return;
            long span = (long)_options.MinerFullMilliwatts - _options.MinerOffMilliwatts;
            long permille = !IsOn ? 0 : span <= 0 ? 1000 : (generation - _options.MinerOffMilliwatts) * 1000 / span;
            int bounded = permille > 1000 ? 1000 : permille < 0 ? 0 : (int)permille;
            if (bounded == _permille) return;
            _permille = bounded;
            _board.MinerPwm.Set(bounded);
        }

        private static long Generation(Channel[] channels)
        {
            long generation = 0;
            for (int i = 0; i < channels.Length; i++)
                if (channels[i].Role == ChannelRole.Generation) generation += channels[i].PowerMilliwatts;
            return generation;
        }

        // Of the battery's own channel; without one, the board's supply.
        private int Millivolts(Channel[] channels)
        {
            for (int i = 0; i < channels.Length; i++)
            {
                bool isBattery = channels[i].Role == ChannelRole.BatteryCharge || channels[i].Role == ChannelRole.BatteryDischarge;
                if (isBattery) return channels[i].IsSilent ? 0 : channels[i].Millivolts;
            }

            return _board.Power == null ? 0 : _board.Power.SupplyMillivolts;
        }
    }
}
