namespace GreenPow.Core
{
    /// <summary>Plays one pattern on the board's light; a new one begins at its beginning.</summary>
    public sealed class Blinker
    {
        private readonly IIndicator _indicator;
        private int[] _pattern;
        private int _at;
        private long _changeAt;

        /// <summary>A board without a light has null.</summary>
        public Blinker(IIndicator indicator)
        {
            _indicator = indicator;
        }

        public void Show(int[] pattern, long now)
        {
            if (pattern == _pattern) return;
            _pattern = pattern;
            _at = 0;
            _changeAt = now + pattern[0];
            Set();
        }

        /// <summary>Milliseconds until the light changes next.</summary>
        public long Step(long now)
        {
            if (_pattern == null) return long.MaxValue;
            bool hasChanged = false;
            while (now >= _changeAt)
            {
                _at = (_at + 1) % _pattern.Length;
                _changeAt += _pattern[_at];
                hasChanged = true;
                // After a long silence the pattern goes on from here instead of catching up.
                if (now - _changeAt > LightPattern.BetweenCodes) _changeAt = now + _pattern[_at];
            }

            if (hasChanged) Set();
            return _changeAt - now;
        }

        private void Set()
        {
            if (_indicator != null) _indicator.Set((_at & 1) == 0);
        }
    }
}
