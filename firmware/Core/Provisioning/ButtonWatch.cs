namespace GreenPow.Core
{
    /// <summary>Tells a short press from one that is meant to erase the settings.</summary>
    public sealed class ButtonWatch
    {
        /// <summary>Shorter than this is a bouncing contact.</summary>
        public const int LeastPressMilliseconds = 40;

        /// <summary>From here on the light warns, and letting go does nothing.</summary>
        public const int WarnMilliseconds = 5000;

        /// <summary>Held for so long, the settings go.</summary>
        public const int ResetMilliseconds = 10000;

        private readonly IButton _button;
        private long _pressedAt = -1;
        private long _seenAt;

        public ButtonWatch(IButton button)
        {
            _button = button;
        }

        /// <summary>True in the step in which a short press ended.</summary>
        public bool WasPressed { get; private set; }

        /// <summary>Held beyond <see cref="WarnMilliseconds"/> and not yet beyond <see cref="ResetMilliseconds"/>.</summary>
        public bool IsWarning { get; private set; }

        /// <summary>True in the step in which <see cref="ResetMilliseconds"/> were reached, once per press.</summary>
        public bool WasHeld { get; private set; }

        /// <summary>A button that is held since before the chip started says nothing until it was let go.</summary>
        public void Boot()
        {
            if (_button != null && _button.IsPressed) _pressedAt = long.MaxValue;
        }

        public void Step(long now)
        {
            WasPressed = WasHeld = false;
            if (_button == null) return;
            if (!_button.IsPressed)
            {
                // Only what was seen counts: a contact that is closed in one step alone bounced.
                long held = _pressedAt < 0 || _pressedAt == long.MaxValue ? 0 : _seenAt - _pressedAt;
                WasPressed = held >= LeastPressMilliseconds && held < WarnMilliseconds;
                IsWarning = false;
                _pressedAt = -1;
                return;
            }

            if (_pressedAt < 0) _pressedAt = now;
            _seenAt = now;
            if (_pressedAt == long.MaxValue) return;
            IsWarning = now - _pressedAt >= WarnMilliseconds;
            if (now - _pressedAt < ResetMilliseconds) return;
            WasHeld = true;
            IsWarning = false;
            _pressedAt = long.MaxValue;
        }
    }
}
