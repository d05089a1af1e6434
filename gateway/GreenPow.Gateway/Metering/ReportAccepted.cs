using GreenPow.Storage;

namespace GreenPow.Gateway.Metering;

/// <summary>For live pages: a report is on disk. Not every one is told to a slow listener.</summary>
/// <param name="SealedSequence">Newest sealed report with nothing missing before it.</param>
public sealed record ReportAccepted(DeviceId Device, ulong Sequence, uint SlotStart, ushort SlotSeconds, ulong SealedSequence, DateTimeOffset ReceivedAt);
