namespace GreenPow.Core.Tests;

public class NoiseHealthTests
{
    [Fact]
    public void Sound_noise_is_taken()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var samples = new byte[NoiseHealth.SampleCount];
            new Random(seed).NextBytes(samples);
            Assert.Equal(KeyFault.None, NoiseHealth.Judge(samples));
        }
    }

    [Theory]
    [InlineData(5, KeyFault.None)]
    [InlineData(6, KeyFault.GeneratorStuck)]
    public void Six_of_a_kind_in_a_row_are_too_many(int count, byte expected)
    {
        for (var at = 0; at + count <= NoiseHealth.SampleCount; at += 101)
        {
            var samples = Noise();
            samples.AsSpan(at, count).Fill(0xa5);
            if (at > 0) samples[at - 1] = 0;
            if (at + count < samples.Length) samples[at + count] = 0;
            Assert.Equal(expected, NoiseHealth.Judge(samples));
        }
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xff)]
    public void A_constant_is_stuck(byte value)
    {
        var samples = new byte[NoiseHealth.SampleCount];
        Array.Fill(samples, value);
        Assert.Equal(KeyFault.GeneratorStuck, NoiseHealth.Judge(samples));
    }

    [Theory]
    [InlineData(61, KeyFault.None)]
    [InlineData(62, KeyFault.GeneratorBiased)]
    public void A_value_that_fills_an_eighth_of_a_window_is_too_frequent(int count, byte expected)
    {
        var samples = Noise();
        for (var i = 0; i < samples.Length; i++) if (samples[i] == 0x42) samples[i] = 0x43;
        for (var i = 0; i < count; i++) samples[512 + 2 * i] = 0x42;
        Assert.Equal(expected, NoiseHealth.Judge(samples));
    }

    [Theory]
    [InlineData(2, KeyFault.GeneratorBiased)]
    [InlineData(7, KeyFault.GeneratorBiased)]
    [InlineData(16, KeyFault.GeneratorRepeats)]
    [InlineData(64, KeyFault.GeneratorRepeats)]
    [InlineData(256, KeyFault.GeneratorRepeats)]
    [InlineData(1000, KeyFault.GeneratorRepeats)]
    public void A_pattern_that_comes_again_is_found(int period, byte expected)
    {
        var samples = Noise();
        for (var i = period; i < samples.Length; i++) samples[i] = samples[i - period];
        Assert.Equal(expected, NoiseHealth.Judge(samples));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void No_key_is_made_from_a_broken_generator(int step)
    {
        var flash = new MemoryFlash();
        var maker = new KeyMaker(flash, new Counting(step), new BenchClock(), null);
        Assert.Null(maker.LoadOrMake(true, [1, 2, 3]));
        Assert.NotEqual(KeyFault.None, maker.Fault);
        Assert.Empty(flash.List(""));
    }

    private static byte[] Noise()
    {
        var samples = new byte[NoiseHealth.SampleCount];
        new Random(7).NextBytes(samples);
        return samples;
    }

    private sealed class Counting(int step) : IRandom
    {
        public void Fill(byte[] into)
        {
            for (var i = 0; i < into.Length; i++) into[i] = unchecked((byte)(i * step));
        }
    }
}
