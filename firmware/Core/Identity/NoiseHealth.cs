namespace GreenPow.Core
{
    /// <summary>
    /// Whether a generator looks alive, in the spirit of NIST SP 800-90B, 4.4: it finds one that is broken, not one that is false.
    /// The cutoffs are for at least 4 bits of entropy in a byte and one false alarm in 2^20 samples of such a source; a good one never comes near.
    /// </summary>
    public static class NoiseHealth
    {
        /// <summary>SP 800-90B, 4.3, item 12: the tests at start see at least this many consecutive samples.</summary>
        public const int SampleCount = 1024;

        /// <summary>4.4.1: 1 + 20 / 4.</summary>
        private const int RepetitionCutoff = 6;

        /// <summary>4.4.2: window of a source that is not binary, and 1 + critbinom(512, 2^-4, 1 - 2^-20).</summary>
        private const int Window = 512;
        private const int ProportionCutoff = 62;

        /// <summary>Eight bytes that come again within 1,024 are chance once in 2^54 keys: a pattern with a long period.</summary>
        private const int PatternLength = 8;

        /// <summary>One of <see cref="KeyFault"/>; None when nothing speaks against these samples.</summary>
        public static byte Judge(byte[] samples)
        {
            if (IsStuck(samples)) return KeyFault.GeneratorStuck;
            for (int start = 0; start + Window <= samples.Length; start += Window)
                if (IsBiased(samples, start)) return KeyFault.GeneratorBiased;
            return Repeats(samples) ? KeyFault.GeneratorRepeats : KeyFault.None;
        }

        private static bool IsStuck(byte[] samples)
        {
            int count = 1;
            for (int i = 1; i < samples.Length; i++)
            {
                count = samples[i] == samples[i - 1] ? count + 1 : 1;
                if (count >= RepetitionCutoff) return true;
            }

            return false;
        }

        // The standard counts the first value of a window; all 256 are counted here, which costs no more and finds more.
        private static bool IsBiased(byte[] samples, int start)
        {
            int[] counts = new int[256];
            for (int i = start; i < start + Window; i++)
                if (++counts[samples[i]] >= ProportionCutoff) return true;
            return false;
        }

        private static bool Repeats(byte[] samples)
        {
            for (int i = 1; i + PatternLength <= samples.Length; i++)
            {
                int same = 0;
                while (same < PatternLength && samples[i + same] == samples[same]) same++;
                if (same == PatternLength) return true;
            }

            return false;
        }
    }
}
