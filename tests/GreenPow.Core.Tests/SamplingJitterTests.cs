using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

/// <summary>
/// The heartbeat in the chip's instruction budget. The clock goes on by what computing costs: a nonce try is 41,900 IL operations,
/// a signature 1,710,000, at 0.5 us each (the slow end of what the interpreter was measured at): 20.95 ms and 855 ms.
/// </summary>
public class SamplingJitterTests(ITestOutputHelper output)
{
    private const long TryMicroseconds = 20_950;
    private const long SignatureMicroseconds = 855_000;

    [Fact]
    public void The_search_ends_before_the_next_sample_is_due()
    {
        (List<long> late, Bench bench, _) = Run(seconds: 600, hashesPerSecond: 50);
        output.WriteLine($"latest sample {late.Max()} ms, {bench.Device.HashesTotal / 600.0:F1} hashes a second");
        // Only the very first slice does not know yet what a try costs.
        Assert.InRange(late.Max(), 0, TryMicroseconds / 1000 + 1);
        Assert.InRange(late.Count(l => l > 1), 0, 1);
        Assert.InRange(bench.Device.HashesTotal, 600ul * 35, 600ul * 48);
    }

    [Fact]
    public void A_seal_delays_one_sample_by_no_more_than_itself_and_no_energy_is_lost()
    {
        (List<long> late, Bench bench, CountingSigner signer) = Run(seconds: 1800, hashesPerSecond: 50, costsOfSignature: SignatureMicroseconds);
        output.WriteLine($"{signer.Signatures} signatures, {late.Count(l => l > 1)} late samples, the latest {late.Max()} ms");
        Assert.InRange(late.Max(), 0, SignatureMicroseconds / 1000);
        Assert.InRange(late.Count(l => l > 1), 0, signer.Signatures + 1);
        long counted = (long)bench.Reports()[^1].Channels[0].EnergyMilliwattHours;
        Assert.InRange(counted, bench.Meter.TruthMicrojoules / 3_600_000 - 100, bench.Meter.TruthMicrojoules / 3_600_000);
    }

    [Fact]
    public void A_clock_that_is_set_in_the_middle_of_a_search_costs_one_slice()
    {
        (List<long> late, Bench bench, _) = Run(seconds: 300, hashesPerSecond: 50, jumpAt: 100);
        Assert.InRange(late.Max(), 0, 1100);
        Assert.InRange(bench.Device.HashesTotal, 280ul * 35, 300ul * 48);
    }

    // The firmware's loop: Step, then sleep until the next sample is due or a tenth of a second has passed.
    private static (List<long> LateMilliseconds, Bench Bench, CountingSigner Signer) Run(int seconds, int hashesPerSecond, long costsOfSignature = 0, int jumpAt = 0)
    {
        CountingSigner signer = new();
        Bench bench = new() { Signer = signer };
        bench.Options.HashesPerSecond = hashesPerSecond;
        bench.Options.LiveMilliseconds = 0;
        bench.Commission().Boot();
        bench.Link.IsReachable = true;
        bench.Run(3);
        bench.Deliver(7, 100_000, 0x1D00FFFF);
        ulong hashes = bench.Device.HashesTotal;
        int signatures = signer.Signatures;
        long jumped = 0;
        bench.Clock.Worked = () =>
            ((long)(bench.Device.HashesTotal - hashes) * TryMicroseconds + (signer.Signatures - signatures) * costsOfSignature) / 1000
            + (jumped == 0 && jumpAt > 0 && bench.Uptime > jumpAt * 1000L && bench.Device.HashesTotal % 7 == 3 ? jumped = -1_500 : jumped);
        List<long> late = [];
        bench.Meter.OnRead = () => late.Add(bench.Uptime - bench.Device.NextSampleUptime);
        long end = bench.Uptime + seconds * 1000L;
        while (bench.Uptime < end)
        {
            bench.Device.Step(bench.Uptime);
            long worked = bench.Clock.Worked() - jumped;
            (hashes, signatures) = (bench.Device.HashesTotal, signer.Signatures);
            long wait = Math.Clamp(bench.Device.NextSampleUptime - bench.Uptime - worked, 0, 100);
            bench.Pass((int)(worked + Math.Max(wait, worked == 0 ? 1 : 0)));
        }

        bench.Clock.Worked = null;
        return (late, bench, signer);
    }

    private sealed class CountingSigner : ISigner
    {
        private readonly ConstantSigner _signer = new();

        public int Signatures { get; private set; }

        public byte Kind => _signer.Kind;

        public byte[] PublicKey => _signer.PublicKey;

        public byte[] Serial => _signer.Serial;

        public bool Sign(byte[] digest32, byte[] signature, int at)
        {
            Signatures++;
            return _signer.Sign(digest32, signature, at);
        }

        public bool DeriveMacKey(byte[] gatewayPublicKey65, byte[] key32) => _signer.DeriveMacKey(gatewayPublicKey65, key32);
    }
}
