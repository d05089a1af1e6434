using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace GreenPow.Storage;

/// <summary>How much of the newest writes a power cut may take.</summary>
public enum Durability
{
    /// <summary>Nothing: for facts that exist nowhere else.</summary>
    Full,
    /// <summary>The newest transactions, whole: for what the frame log brings back.</summary>
    Derived,
}

/// <summary>One SQLite database in WAL mode: one writer at a time, readers beside it.</summary>
public sealed class SqliteFile : IDisposable
{
    private readonly string path;
    private readonly Lock writing = new();
    private readonly SqliteConnection writer;
    private readonly ConcurrentBag<SqliteConnection> idleReaders = [];

    public SqliteFile(string path, Durability durability, string schema)
    {
        SystemSqlite.Bind();
        this.path = path;
        writer = Open(SqliteOpenMode.ReadWriteCreate);
        Execute(writer, $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {(durability == Durability.Full ? "FULL" : "NORMAL")}; {schema}");
    }

    /// <summary>Runs <paramref name="change"/> in one transaction; an exception rolls it back.</summary>
    public void Write(Action<SqliteConnection> change) => Write(connection => { change(connection); return true; });

    public T Write<T>(Func<SqliteConnection, T> change)
    {
        lock (writing)
        {
            Execute(writer, "BEGIN IMMEDIATE");
            var done = false;
            try
            {
                var result = change(writer);
                Execute(writer, "COMMIT");
                done = true;
                return result;
            }
            finally
            {
                if (!done) Execute(writer, "ROLLBACK");
            }
        }
    }

    public T Read<T>(Func<SqliteConnection, T> query)
    {
        if (!idleReaders.TryTake(out var reader)) reader = Open(SqliteOpenMode.ReadWrite);
        try
        {
            return query(reader);
        }
        finally
        {
            idleReaders.Add(reader);
        }
    }

    public void Dispose()
    {
        foreach (var reader in idleReaders) reader.Dispose();
        writer.Dispose();
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(text.ConnectionString);
        connection.Open();
        Execute(connection, "PRAGMA busy_timeout = 10000; PRAGMA cache_size = -16384;");
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
