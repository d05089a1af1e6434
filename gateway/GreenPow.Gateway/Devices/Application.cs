using System.Collections.Immutable;
using GreenPow.Storage;

namespace GreenPow.Gateway.Devices;

/// <summary>What an installer hands in for a site; bytes are hexadecimal text, with or without 0x.</summary>
/// <param name="Kind">"meter" or "storage".</param>
/// <param name="CapacityWatts">What the DAO is asked to register; at most what the commissioning record says was built.</param>
/// <param name="PublicKey">65 bytes: 0x04, x, y on P-256.</param>
/// <param name="Feeders">For a storage: the device ids whose lines end at its channels 0, 1, 2 ...; they have applied before.</param>
public sealed record Application(
    string? Name, string? Kind, int CapacityWatts, string? CommissioningFrame, string? OwnershipFrame, string? PublicKey, ImmutableArray<string>? Feeders);

/// <summary>An application that may be put before the DAO, or why not.</summary>
public sealed record AdmissionVerdict(DeviceRecord? Device, string Refusal)
{
    public static AdmissionVerdict Refuse(string refusal) => new(null, refusal);
}
