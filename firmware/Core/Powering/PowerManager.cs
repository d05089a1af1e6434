using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// Decides when the device sleeps: at night for lack of light, at any time for lack of supply. It only says so; whoever owns the device
    /// seals the last report, writes the <see cref="RestartNote"/> and sleeps.
    /// </summary>
    public sealed class PowerManager
    {
        /// <summary>Between two looks at a supply that was too low, and at a dark sky whose morning is not known.</summary>
        public const long FixedSleepMilliseconds = 30 * 60000;

        private const long EarlyMilliseconds = 20 * 60000;
        private const long ShortestSleepMilliseconds = 5 * 60000;
        private const long LowHoldMilliseconds = 1000;
        private const long LightHoldMilliseconds = 60000;

        // After a wake in the dark: long enough to log in, say how it goes, and take a command.
        private const long LookMilliseconds = 120000;

        // Unsent reports keep it awake so long, if there is a gateway to take them.
        private const long GraceMilliseconds = 10 * 60000;

        private readonly PowerOptions _options;
        private readonly IPower _power;
        private readonly IClock _clock;
        private readonly LightBook _light;
        private bool _hasBegun;
        private bool _isLooking;
        private long _darkSince;
        private long _lightSince;
        private long _lowSince = -1;

        public PowerManager(PowerOptions options, IFlash flash, IPower power, IClock clock)
        {
            options.Check();
            _options = options;
            _power = power;
            _clock = clock;
            _light = new LightBook(flash);
        }

        /// <summary>The supply is too low: the miner is off and no write is begun.</summary>
        public bool IsLow { get; private set; }

        /// <summary>End the day now: <see cref="SleepMilliseconds"/> long, for <see cref="SleepReason"/>.</summary>
        public bool WantsSleep { get; private set; }

        public long SleepMilliseconds { get; private set; }

        /// <summary><see cref="ResetReason.WokeFromSleep"/>, or <see cref="ResetReason.BrownOut"/> for lack of supply: what the note is to say.</summary>
        public byte SleepReason { get; private set; }

        /// <summary>
        /// Before anything else is started: true = the supply that sent the device to sleep has not come back, so sleep again at once.
        /// </summary>
        public bool Boot(byte resetReason)
        {
            _light.Load();
            _isLooking = resetReason == ResetReason.WokeFromSleep;
            IsLow = resetReason == ResetReason.BrownOut && IsWatched && _power.SupplyMillivolts < _options.LowMillivolts + _options.LowHysteresisMillivolts;
            if (IsLow) Sleep(ResetReason.BrownOut, FixedSleepMilliseconds);
            return IsLow;
        }

        /// <summary>
        /// <paramref name="mustStayAwake"/>: provisioning, commissioning, an update; <paramref name="canSend"/>: reports wait and the link is up.
        /// Low supply overrules both: what is interrupted goes on after the sleep.
        /// </summary>
        public void Step(long now, long generationMilliwatts, bool mustStayAwake, bool canSend)
        {
            if (!_hasBegun)
            {
                _hasBegun = true;
                _darkSince = _lightSince = now;
            }

            WantsSleep = false;
            WatchSupply(now);
            if (IsLow) Sleep(ResetReason.BrownOut, FixedSleepMilliseconds);
            else WatchLight(now, generationMilliwatts, mustStayAwake, canSend);
        }

        private bool IsWatched => _options.LowMillivolts > 0 && _power.SupplyMillivolts >= 0;

        private void WatchSupply(long now)
        {
            if (!IsWatched)
            {
                IsLow = false;
                return;
            }

            int supply = _power.SupplyMillivolts;
            if (supply >= _options.LowMillivolts) _lowSince = -1;
            else if (_lowSince < 0) _lowSince = now;
            if (_lowSince >= 0 && now - _lowSince >= LowHoldMilliseconds) IsLow = true;
            else if (supply >= _options.LowMillivolts + _options.LowHysteresisMillivolts) IsLow = false;
        }

        private void WatchLight(long now, long generationMilliwatts, bool mustStayAwake, bool canSend)
        {
            if (_options.DarkMilliwatts == 0) return;
            if (generationMilliwatts >= _options.DarkMilliwatts)
            {
                _darkSince = now;
                if (generationMilliwatts < 2L * _options.DarkMilliwatts) _lightSince = now;
                else if (now - _lightSince >= LightHoldMilliseconds) ItIsDay(now);
                return;
            }

            _lightSince = now;
            long dark = now - _darkSince;
            long hold = _isLooking ? LookMilliseconds : _options.DarkHoldSeconds * 1000L;
            if (dark < hold || mustStayAwake || HasBattery) return;
            if (canSend && dark < hold + GraceMilliseconds) return;
            Sleep(ResetReason.WokeFromSleep, UntilLight());
        }

        private bool HasBattery => _options.AwakeAboveMillivolts > 0 && _power.SupplyMillivolts >= _options.AwakeAboveMillivolts;

        private void ItIsDay(long now)
        {
            _isLooking = false;
            _lightSince = now;
            if (_clock.IsSynchronised) _light.Add((uint)(_clock.UtcUnixMilliseconds / 1000));
        }

        private long UntilLight()
        {
            long longest = _options.LongestSleepMinutes * 60000L;
            long toLight = _clock.IsSynchronised ? _light.SecondsToLight((uint)(_clock.UtcUnixMilliseconds / 1000)) * 1000L : 0;
            long sleep = toLight == 0 ? FixedSleepMilliseconds : toLight - EarlyMilliseconds;
            if (sleep < ShortestSleepMilliseconds) sleep = ShortestSleepMilliseconds;
            return sleep < longest ? sleep : longest;
        }

        private void Sleep(byte reason, long milliseconds)
        {
            WantsSleep = true;
            SleepReason = reason;
            SleepMilliseconds = milliseconds;
        }
    }
}
