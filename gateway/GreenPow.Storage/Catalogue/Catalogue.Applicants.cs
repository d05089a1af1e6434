using System.Collections.Immutable;

namespace GreenPow.Storage;

public sealed partial class Catalogue
{
    // Anybody may make a key and log in with it: what strangers leave is bounded, the oldest goes first.
    private const string ApplicantsSchema = """
        CREATE TABLE IF NOT EXISTS applicant_frames (device BLOB NOT NULL, kind INTEGER NOT NULL, received_ms INTEGER NOT NULL, frame BLOB NOT NULL, PRIMARY KEY (device, kind)) WITHOUT ROWID;
        """;

    /// <summary>Frames of all devices that have not applied yet.</summary>
    public const int MaximumApplicantFrames = 2000;

    /// <summary>Keeps the newest frame of its kind of a device that has not applied yet; true means that it is on disk.</summary>
    public void KeepApplicantFrame(DeviceId device, byte frameKind, byte[] frame, DateTimeOffset receivedAt) => facts.Write(connection =>
    {
        connection.Execute("INSERT INTO applicant_frames VALUES ($device, $kind, $received, $frame) ON CONFLICT DO UPDATE SET received_ms = excluded.received_ms, frame = excluded.frame",
            ("$device", device.ToArray()), ("$kind", (int)frameKind), ("$received", receivedAt.ToUnixTimeMilliseconds()), ("$frame", frame));
        connection.Execute("DELETE FROM applicant_frames WHERE received_ms < (SELECT received_ms FROM applicant_frames ORDER BY received_ms DESC LIMIT 1 OFFSET $most)",
            ("$most", MaximumApplicantFrames - 1));
    });

    public ImmutableDictionary<byte, byte[]> ApplicantFrames(DeviceId device) => facts.Read(connection => connection.Query(
        "SELECT kind, frame FROM applicant_frames WHERE device = $device",
        row => KeyValuePair.Create(row.GetByte(0), row.Bytes(1)), ("$device", device.ToArray()))).ToImmutableDictionary();

    /// <summary>The device has applied; its frames are in its record.</summary>
    public void ForgetApplicant(DeviceId device) =>
        facts.Write(connection => connection.Execute("DELETE FROM applicant_frames WHERE device = $device", ("$device", device.ToArray())));
}
