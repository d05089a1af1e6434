using System;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>The chip's generator: on this platform NextBytes is esp_random, true random while the radio runs.</summary>
    public sealed class HardwareRandom : IRandom
    {
        // Never with a seed: that would be an ordinary sequence.
        private readonly Random _random = new Random();

        public void Fill(byte[] into) => _random.NextBytes(into);
    }
}
