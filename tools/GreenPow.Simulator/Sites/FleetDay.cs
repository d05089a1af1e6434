using System.Text.Json;

namespace GreenPow.Simulator.Sites;

/// <summary>What really flowed at one device over the simulated day, beside what its counters say.</summary>
/// <param name="TruthMilliwattHours">Generation at a meter's terminals; at a storage all that arrived.</param>
/// <param name="SentTruthMilliwattHours">What left a meter towards the storage; 0 at a storage.</param>
/// <param name="ReceivedTruthMilliwattHours">What arrived at the storage from each feeder, in channel order; empty at a meter.</param>
/// <param name="CountedMilliwattHours">Counter of each channel after the day.</param>
/// <param name="Reports">Reports made over the day.</param>
public sealed record DayTruth(
    string Name, string DeviceId, long TruthMilliwattHours, long SentTruthMilliwattHours, IReadOnlyList<long> ReceivedTruthMilliwattHours,
    IReadOnlyList<long> CountedMilliwattHours, int Reports);

/// <summary>The simulated day of the whole fleet, kept so that a demo that is started again goes on from it.</summary>
public sealed record FleetDay(long StartUnixSeconds, long StorageContentMicrojoules, IReadOnlyList<DayTruth> Devices)
{
    private const string FileName = "day.json";

    public static FleetDay? Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? JsonSerializer.Deserialize<FleetDay>(File.ReadAllBytes(path), JsonSerializerOptions.Web) : null;
    }

    /// <summary>Appears whole or not at all: the file is the sign that the day was lived to its end.</summary>
    public void Save(string folder)
    {
        var path = Path.Combine(folder, FileName);
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web));
        File.Move(path + ".new", path, overwrite: true);
    }
}
