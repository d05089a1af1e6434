using System.Collections;
using System.Reflection;
using GreenPow.Simulator.LongRun;

namespace GreenPow.Benchmarks;

/// <summary>
/// What the chip's code holds on the managed heap while it runs, in nanoFramework's sizes: every object it makes is noted, and whenever
/// a little has been made, those that nobody holds any more are taken out. Counted to <see cref="Grain"/> bytes.
/// </summary>
public static class ChipHeap
{
    /// <summary>Bytes made between two looks.</summary>
    private const int Grain = 256;

    private static readonly List<(WeakReference Object, int Bytes)> Made = [];
    private static readonly Dictionary<Type, int> ObjectSizes = [];
    private static int sinceLook;

    public static MethodInfo NoteMethod { get; } = typeof(ChipHeap).GetMethod(nameof(Note))!;

    private static int Peak { get; set; }

    private static bool IsWatching { get; set; }

    /// <summary>Runs a piece of the device's life; returns the most that lived at once.</summary>
    public static int Watch(Action life)
    {
        Peak = 0;
        IsWatching = true;
        life();
        IsWatching = false;
        return Peak;
    }

    public static void Forget() => Made.Clear();

    /// <summary>Called by the chip's code behind everything that makes an object.</summary>
    public static void Note(object? one)
    {
        if (one is null)
            return;
        var bytes = BytesOf(one);
        Made.Add((new WeakReference(one), bytes));
        sinceLook += bytes;
        if (IsWatching && sinceLook >= Grain)
            Peak = Math.Max(Peak, Live());
        else if (Made.Count > 100_000)
            Made.RemoveAll(m => !m.Object.IsAlive);
    }

    public static int Live()
    {
        sinceLook = 0;
        GC.Collect(2, GCCollectionMode.Forced, blocking: true);
        // A string that a call only passed on is one string.
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Made.RemoveAll(m => m.Object.Target is not { } one || !seen.Add(one));
        return Made.Sum(m => m.Bytes);
    }

    /// <summary>What lives, by type, the most first.</summary>
    public static IEnumerable<(string Type, int Count, int Bytes)> Holders()
    {
        Live();
        return Made.Where(m => m.Object.Target is not null).GroupBy(m => m.Object.Target is Array a ? $"{a.GetType().Name} of {a.Length}" : m.Object.Target!.GetType().Name)
            .Select(g => (g.Key, g.Count(), g.Sum(m => m.Bytes))).OrderByDescending(g => g.Item3);
    }

    private static int BytesOf(object one) => one switch
    {
        string text => ChipMemory.StringBytes(text.Length),
        Array array => ChipMemory.ArrayBytes(array.Length, ChipMemory.ElementBytes(array.GetType().GetElementType()!)),
        // As the chip's own: an array and a count.
        ArrayList list => ChipMemory.ObjectBytes(2) + ChipMemory.ArrayBytes(Math.Max(4, list.Capacity), ChipMemory.BlockBytes),
        _ => SizeOf(one.GetType()),
    };

    private static int SizeOf(Type type)
    {
        if (ObjectSizes.TryGetValue(type, out var known))
            return known;
        var fields = 0;
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
            fields += at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Length;
        return ObjectSizes[type] = ChipMemory.ObjectBytes(fields);
    }
}
