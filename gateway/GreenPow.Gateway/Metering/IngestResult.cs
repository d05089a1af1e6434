using GreenPow.Storage;

namespace GreenPow.Gateway.Metering;

/// <summary>What became of one submission; everything accepted is on disk.</summary>
/// <param name="Duplicates">Same bytes again: acknowledged, not counted.</param>
/// <param name="Sealed">Reports that became sealed by it, also earlier ones.</param>
/// <param name="Have">What the device may delete now and should send again.</param>
public sealed record IngestResult(int Accepted, int Duplicates, int Refused, int Sealed, HaveState Have);
