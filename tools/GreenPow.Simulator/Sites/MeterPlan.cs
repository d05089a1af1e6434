using GreenPow.Simulator.Sky;

namespace GreenPow.Simulator.Sites;

/// <summary>A solar site as it was built: the sky above it, its panel, its miner and its line to the storage.</summary>
public sealed record MeterPlan(string Name, MeasuredDay Sky, SolarPanel Panel, int MinerWatts, int FeederLossPermille, int Seed)
{
    /// <summary>The three sites of the demo, under the three measured days.</summary>
    public static IReadOnlyList<MeterPlan> Demo() =>
    [
        new("tucson-roof", SkyFiles.Tucson(), new SolarPanel(600, 30, 180), MinerWatts: 80, FeederLossPermille: 22, Seed: 11),
        new("boulder-barn", SkyFiles.Boulder(), new SolarPanel(1200, 40, 205), MinerWatts: 60, FeederLossPermille: 28, Seed: 23),
        new("alamosa-field", SkyFiles.Alamosa(), new SolarPanel(900, 55, 165), MinerWatts: 100, FeederLossPermille: 25, Seed: 37),
    ];
}
