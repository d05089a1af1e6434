using System.Runtime.InteropServices;
using SQLitePCL;

namespace GreenPow.Storage;

/// <summary>Binds SQLite to the library that the system patches (libsqlite3.so.0) instead of a bundled one.</summary>
internal static class SystemSqlite
{
    private static readonly Lock Gate = new();
    private static bool bound;

    public static void Bind()
    {
        lock (Gate)
        {
            if (bound) return;
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            bound = true;
        }
    }

    private static IntPtr Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? path) =>
        name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out var library) ? library : IntPtr.Zero;
}
