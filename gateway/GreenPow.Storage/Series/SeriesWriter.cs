using Microsoft.Data.Sqlite;

namespace GreenPow.Storage;

/// <summary>The prepared statements behind <see cref="SeriesStore.Commit"/>.</summary>
internal sealed class SeriesWriter(SqliteConnection connection)
{
    private readonly BlobWriter blob = new();
    private readonly PreparedStatement run = new(connection, "INSERT INTO runs (device, from_sequence, to_sequence, min_end, max_end, reports) VALUES (?, ?, ?, ?, ?, ?)", 6);
    private readonly PreparedStatement chain = new(connection, "INSERT INTO chains (device, chain) VALUES (?, ?) ON CONFLICT DO UPDATE SET chain = excluded.chain", 2);
    private readonly PreparedStatement finding = new(connection,
        "INSERT INTO findings (device, kind, from_sequence, to_sequence, hash, position, subject, received_ms, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", 9);
    private readonly PreparedStatement hour = new(connection, """
        INSERT INTO hours (device, hour, covered, e0, e1, e2, e3, e4, e5) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET covered = covered + excluded.covered, e0 = e0 + excluded.e0, e1 = e1 + excluded.e1, e2 = e2 + excluded.e2,
        e3 = e3 + excluded.e3, e4 = e4 + excluded.e4, e5 = e5 + excluded.e5
        """, 9);
    private readonly PreparedStatement share = new(connection, "INSERT INTO shares (device, slot_end, job, nonce, sequence, received_ms, verdict) VALUES (?, ?, ?, ?, ?, ?, ?)", 7);
    private readonly PreparedStatement record = new(connection, "INSERT INTO records (position, device, kind, received_ms, frame) VALUES (?, ?, ?, ?, ?)", 5);
    private readonly PreparedStatement applied = new(connection, "UPDATE applied SET position = ?", 1);

    public void Write(SeriesBatch batch, long appliedPosition)
    {
        foreach (var (device, runs) in batch.Runs)
            foreach (var reports in runs) WriteRun(device.ToArray(), reports);
        foreach (var changed in batch.Chains) chain.Execute(changed.Device.ToArray(), ChainBlob.Write(blob, changed));
        foreach (var (device, findings) in batch.Findings)
            foreach (var found in findings) finding.Execute(device.ToArray(), (long)found.Kind, (long)found.FromSequence, (long)found.ToSequence, found.FrameHash, found.LogPosition,
                (long)found.Subject, found.ReceivedAt.ToUnixTimeMilliseconds(), found.Text);
        foreach (var ((device, start), energy) in batch.Hours)
        {
            var e = energy.EnergyMilliwattHours;
            hour.Execute(device.ToArray(), start, energy.CoveredSeconds, e[0], e[1], e[2], e[3], e[4], e[5]);
        }
        foreach (var entry in batch.Shares.Values.SelectMany(shares => shares))
            share.Execute(entry.Device.ToArray(), entry.SlotEndUnixSeconds, (long)entry.JobId, (long)entry.Nonce, (long)entry.Sequence,
                entry.ReceivedAt.ToUnixTimeMilliseconds(), (long)entry.Verdict);
        foreach (var (device, records) in batch.Records)
            foreach (var entry in records) record.Execute(entry.Position, device.ToArray(), (long)entry.Kind, entry.ReceivedAt.ToUnixTimeMilliseconds(), entry.Frame);
        applied.Execute(appliedPosition);
    }

    // Times since boot say nothing about when: such a run has no place on the time axis of its reports with UTC.
    private void WriteRun(byte[] device, IReadOnlyList<StoredReport> reports)
    {
        long minimum = long.MaxValue, maximum = long.MinValue;
        foreach (var report in reports)
        {
            if (!report.HasUtcTime) continue;
            minimum = Math.Min(minimum, report.SlotEndUnixSeconds);
            maximum = Math.Max(maximum, report.SlotEndUnixSeconds);
        }
        run.Execute(device, (long)reports[0].Sequence, (long)reports[^1].Sequence, minimum, maximum, ReportBlob.WriteRun(blob, reports));
    }
}

/// <summary>One statement with numbered values, prepared once.</summary>
internal sealed class PreparedStatement
{
    private readonly SqliteCommand command;

    public PreparedStatement(SqliteConnection connection, string sql, int values)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        for (var index = 0; index < values; index++) command.Parameters.Add(new SqliteParameter { ParameterName = $"?{index + 1}" });
        command.CommandText = Numbered(sql);
    }

    public void Execute(params ReadOnlySpan<object> values)
    {
        for (var index = 0; index < values.Length; index++) command.Parameters[index].Value = values[index];
        command.ExecuteNonQuery();
    }

    // Microsoft.Data.Sqlite binds by name only: every ? gets its number.
    private static string Numbered(string sql)
    {
        var parts = sql.Split('?');
        return string.Concat(parts.Select((part, index) => index == 0 ? part : $"?{index}{part}"));
    }
}
