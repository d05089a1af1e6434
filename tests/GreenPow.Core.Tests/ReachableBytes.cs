using System.Reflection;

namespace GreenPow.Core.Tests;

/// <summary>Bytes of everything that can be reached from an object through fields: what a garbage collector would have to keep.</summary>
internal static class ReachableBytes
{
    public static long Of(object root, params object[] notInto)
    {
        HashSet<object> seen = new(notInto, ReferenceEqualityComparer.Instance);
        Stack<object> open = new([root]);
        long bytes = 0;
        while (open.TryPop(out object? item))
        {
            if (!seen.Add(item)) continue;
            bytes += 16;
            switch (item)
            {
                case string text:
                    bytes += text.Length;
                    break;
                case Array array when array.GetType().GetElementType()!.IsPrimitive:
                    bytes += Buffer.ByteLength(array);
                    break;
                case Array array:
                    bytes += 4L * array.Length;
                    foreach (object? element in array) Push(open, element);
                    break;
                default:
                    for (Type? type = item.GetType(); type != null; type = type.BaseType)
                        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                        {
                            bytes += field.FieldType.IsValueType ? SizeOf(field.FieldType) : 4;
                            if (!field.FieldType.IsValueType) Push(open, field.GetValue(item));
                        }

                    break;
            }
        }

        return bytes;
    }

    private static void Push(Stack<object> open, object? item)
    {
        if (item is not null and not Type and not Delegate) open.Push(item);
    }

    private static int SizeOf(Type type) => type == typeof(long) || type == typeof(ulong) ? 8 : type == typeof(byte) || type == typeof(bool) || type == typeof(sbyte) ? 1 : type == typeof(ushort) ? 2 : 4;
}
