using GreenPow.Core;

namespace GreenPow.Core.Tests;

/// <summary>One writing operation as it was asked for, and what the world looked like then.</summary>
internal sealed record FlashOperation(char Kind, string Name, byte[] Bytes, long UnixMilliseconds, int Published);

/// <summary>Flash that remembers every writing operation, so that a test can begin anew from the middle of any of them.</summary>
internal sealed class FlashLog(MemoryFlash flash, Func<(long UnixMilliseconds, int Published)> world) : IFlash
{
    public List<FlashOperation> Operations { get; } = [];

    public string[] List(string prefix) => flash.List(prefix);

    public int Length(string name) => flash.Length(name);

    public int Read(string name, int offset, byte[] into, int at, int count) => flash.Read(name, offset, into, at, count);

    public bool Append(string name, byte[] from, int at, int count)
    {
        Log('A', name, from[at..(at + count)]);
        return flash.Append(name, from, at, count);
    }

    public bool Replace(string name, byte[] from, int at, int count)
    {
        Log('R', name, from[at..(at + count)]);
        return flash.Replace(name, from, at, count);
    }

    public void Delete(string name)
    {
        if (flash.Length(name) >= 0) Log('D', name, []);
        flash.Delete(name);
    }

    /// <summary>Does an operation to the end, or only its first bytes: of a deletion, 0 = not, 1 = done.</summary>
    public static void Apply(MemoryFlash flash, FlashOperation operation, int bytes)
    {
        if (operation.Kind == 'D')
        {
            if (bytes > 0) flash.Delete(operation.Name);
        }
        else if (bytes > 0 || operation.Bytes.Length == 0)
        {
            if (operation.Kind == 'A') flash.Append(operation.Name, operation.Bytes, 0, bytes);
            else flash.Replace(operation.Name, operation.Bytes, 0, bytes);
        }
    }

    private void Log(char kind, string name, byte[] bytes)
    {
        (long unixMilliseconds, int published) = world();
        Operations.Add(new FlashOperation(kind, name, bytes, unixMilliseconds, published));
    }
}
