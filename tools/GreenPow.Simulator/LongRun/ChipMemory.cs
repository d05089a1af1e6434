using System.Collections;
using System.Reflection;

namespace GreenPow.Simulator.LongRun;

/// <summary>
/// What an object graph would occupy on the managed heap of nanoFramework. Everything there is made of heap blocks of 12 bytes:
/// an object is one block and one more per field, whatever the field's type; an array is a block, 8 bytes and its elements
/// (references are blocks); a string is a block and its UTF-8 bytes with a zero.
/// </summary>
/// <remarks>
/// Source: nanoframework/nf-interpreter, src/CLR/Include/nanoCLR_Runtime__HeapBlock.h (CLR_RT_HeapBlock_Raw, HB_Object_Fields_Offset,
/// CLR_RT_HeapBlock_Array) and src/CLR/Core/CLR_RT_HeapBlock_String.cpp (CreateInstance).
/// </remarks>
public sealed class ChipMemory
{
    public const int BlockBytes = 12;
    private const int ArrayHeadBytes = BlockBytes + 8;

    private readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Type, FieldInfo[]> fields = [];
    private readonly Stack<object> waiting = new();
    private readonly Predicate<Type> isOnChip;

    private ChipMemory(Predicate<Type> isOnChip) => this.isOnChip = isOnChip;

    public long Bytes { get; private set; }

    public int Objects => seen.Count;

    /// <summary>The graph below a device of the linked core; the simulated parts that it stands on are not its own.</summary>
    public static ChipMemory Of(object root) => Of([root], type => type.Namespace is "GreenPow.Core" or "GreenPow.Wire");

    /// <param name="isOnChip">Whether objects of this type count; strings, arrays and ArrayLists always do.</param>
    public static ChipMemory Of(IEnumerable<object> roots, Predicate<Type> isOnChip)
    {
        var memory = new ChipMemory(isOnChip);
        foreach (var root in roots)
            memory.Meet(root);
        while (memory.waiting.TryPop(out var one))
            memory.Weigh(one);
        return memory;
    }

    public static int ObjectBytes(int fieldCount) => BlockBytes * (1 + fieldCount);

    public static int ArrayBytes(int length, int elementBytes) => InBlocks(ArrayHeadBytes + length * elementBytes);

    public static int StringBytes(int length) => InBlocks(BlockBytes + length + 1);

    public static int ElementBytes(Type element) => Type.GetTypeCode(element) switch
    {
        TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte => 1,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
        _ => BlockBytes,
    };

    private static int InBlocks(int bytes) => (bytes + BlockBytes - 1) / BlockBytes * BlockBytes;

    private void Meet(object? one)
    {
        if (one is null || (one is not string and not Array and not ArrayList && !isOnChip(one.GetType())))
            return;
        if (seen.Add(one))
            waiting.Push(one);
    }

    private void Weigh(object one)
    {
        switch (one)
        {
            case string text:
                Bytes += StringBytes(text.Length);
                break;
            case ArrayList list:
                // The chip's own has an array and a count; it doubles as this one does.
                Bytes += ObjectBytes(2) + ArrayBytes(list.Capacity, BlockBytes);
                foreach (var item in list)
                    Meet(item);
                break;
            case Array array:
                var element = array.GetType().GetElementType()!;
                Bytes += ArrayBytes(array.Length, ElementBytes(element));
                if (!element.IsPrimitive)
                    foreach (var item in array)
                        Meet(item);
                break;
            default:
                var own = FieldsOf(one.GetType());
                Bytes += ObjectBytes(own.Length);
                foreach (var field in own)
                    if (!field.FieldType.IsPrimitive)
                        Meet(field.GetValue(one));
                break;
        }
    }

    private FieldInfo[] FieldsOf(Type type)
    {
        if (fields.TryGetValue(type, out var known))
            return known;
        var found = new List<FieldInfo>();
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
            found.AddRange(at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
        return fields[type] = [.. found];
    }
}
