using GreenPow.Simulator.Physics;
using GreenPow.Simulator.Sky;

namespace GreenPow.Simulator.Tests.Physics;

public class SiteCircuitTests
{
    private static readonly long Midnight = new DateTimeOffset(2026, 11, 19, 0, 0, 0, TimeSpan.FromHours(-7)).ToUnixTimeSeconds();

    [Fact]
    public void Energy_is_conserved_to_the_microjoule_over_a_cloudy_day()
    {
        var circuit = new SiteCircuit(new SkyOverPlace(SkyFiles.Boulder()), new SolarPanel(800, 40, 180), minerWatts: 60, seed: 7);
        EnergyTally generation = new(), mining = new(), sent = new();
        for (var second = 0; second < 86_400; second++)
        {
            var flow = circuit.At(Midnight + second, minerOn: second / 600 % 2 == 0);
            Assert.True(flow.GenerationMicrowatts >= 0 && flow.MiningMicrowatts >= 0 && flow.SentMicrowatts >= 0 && flow.CurtailedMicrowatts >= 0);
            generation.Add(flow.GenerationMicrowatts, 1000);
            mining.Add(flow.MiningMicrowatts, 1000);
            sent.Add(flow.SentMicrowatts, 1000);
        }
        Assert.True(mining.Microjoules > 0);
        Assert.Equal(generation.Microjoules, mining.Microjoules + sent.Microjoules);
    }

    [Fact]
    public void The_bus_stays_in_the_range_of_the_instrument()
    {
        var circuit = new SiteCircuit(new SkyOverPlace(SkyFiles.Tucson()), new SolarPanel(500, 30, 180), minerWatts: 60, seed: 3);
        for (var second = 0; second < 86_400; second += 60)
            Assert.InRange(circuit.At(Midnight + second, minerOn: true).BusMicrovolts, 48_000_000, 55_000_000);
    }

    [Fact]
    public void The_same_second_is_the_same_again()
    {
        SiteCircuit First() => new(new SkyOverPlace(SkyFiles.Boulder()), new SolarPanel(800, 40, 180), 60, 7);
        var straight = First();
        for (var second = 43_200; second < 43_300; second++)
            straight.At(Midnight + second, true);
        Assert.Equal(First().At(Midnight + 43_300, true), straight.At(Midnight + 43_300, true));
    }

    [Fact]
    public void What_arrives_and_what_is_lost_make_what_was_sent() =>
        Assert.Equal(97_500_000, new Feeder(LossPermille: 25).ArrivingMicrowatts(100_000_000));

    [Fact]
    public void Slices_of_a_second_add_up_to_it()
    {
        EnergyTally whole = new(), slices = new();
        whole.Add(123_456_789, 1000);
        foreach (var milliseconds in (int[])[1, 332, 333, 334])
            slices.Add(123_456_789, milliseconds);
        Assert.Equal(whole.Microjoules, slices.Microjoules);
    }
}
