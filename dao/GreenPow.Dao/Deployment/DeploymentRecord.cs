using System.Text.Json;

namespace GreenPow.Dao;

/// <summary>Where the contracts of one DAO are; what deployment.json holds.</summary>
/// <param name="BlockNumber">The block of the first contract: no event of the DAO is older.</param>
public sealed record DeploymentRecord(
    ulong ChainId,
    ulong BlockNumber,
    int DayOffsetSeconds,
    Address DaoSeat,
    Address Timelock,
    Address EnergyDao,
    Address DeviceRegistry,
    Address MintBatches,
    Address DecaToken)
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    internal IReadOnlyList<(string Name, Address Address)> Contracts =>
    [
        ("DaoSeat", DaoSeat), ("Timelock", Timelock), ("EnergyDao", EnergyDao),
        ("DeviceRegistry", DeviceRegistry), ("MintBatches", MintBatches), ("DecaToken", DecaToken),
    ];

    /// <exception cref="InvalidDataException">The file is not a deployment.</exception>
    public static DeploymentRecord Load(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            return new(
                root.GetProperty("chainId").GetUInt64(),
                root.GetProperty("blockNumber").GetUInt64(),
                root.GetProperty("dayOffsetSeconds").GetInt32(),
                AddressOf("daoSeat"), AddressOf("timelock"), AddressOf("energyDao"),
                AddressOf("deviceRegistry"), AddressOf("mintBatches"), AddressOf("decaToken"));

            Address AddressOf(string name) => Address.Parse(root.GetProperty(name).GetString() ?? "");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} is not a deployment: {fault.Message}", fault);
        }
    }

    public void Save(string path)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content, Indented))
        {
            json.WriteStartObject();
            json.WriteNumber("chainId", ChainId);
            json.WriteNumber("blockNumber", BlockNumber);
            json.WriteNumber("dayOffsetSeconds", DayOffsetSeconds);
            foreach (var (name, address) in Contracts) json.WriteString(char.ToLowerInvariant(name[0]) + name[1..], address.ToString());
            json.WriteEndObject();
        }
        AtomicFile.Replace(path, content.ToArray());
    }
}
