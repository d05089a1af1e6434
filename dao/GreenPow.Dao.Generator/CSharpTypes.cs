using System.Globalization;

namespace GreenPow.Dao.Generator;

/// <summary>How an ABI type looks in C#, and how its values get to the codec's untyped ones and back.</summary>
internal static class CSharpTypes
{
    public static string Of(AbiMember member) => Of(member, member.ArraySuffix);

    /// <summary>Expression that turns the typed value into the codec's.</summary>
    public static string ToCodec(AbiMember member, string value) => ToCodec(member, member.ArraySuffix, value, 0);

    /// <summary>Expression that turns the codec's value, an object, into the typed one.</summary>
    public static string FromCodec(AbiMember member, string value) => FromCodec(member, member.ArraySuffix, value, 0);

    /// <summary>The name of a struct without the contract that declares it.</summary>
    public static string StructName(AbiMember member)
    {
        var name = member.SourceType[(member.SourceType.LastIndexOfAny(['.', ' ']) + 1)..];
        return name.Split('[')[0];
    }

    private static string Of(AbiMember member, string suffix) =>
        suffix.Length == 0 ? Element(member) : $"IReadOnlyList<{Of(member, Inner(suffix))}>";

    private static string ToCodec(AbiMember member, string suffix, string value, int depth)
    {
        if (suffix.Length > 0)
        {
            var item = $"item{depth}";
            return $"{value}.Select({item} => (object){ToCodec(member, Inner(suffix), item, depth + 1)}).ToArray()";
        }
        if (member.IsTuple) return $"{value}.ToValues()";
        return IntegerOf(member) is null or "BigInteger" ? value : $"new BigInteger({value})";
    }

    private static string FromCodec(AbiMember member, string suffix, string value, int depth)
    {
        if (suffix.Length > 0)
        {
            var item = $"item{depth}";
            return $"((object[]){value}).Select({item} => {FromCodec(member, Inner(suffix), item, depth + 1)}).ToArray()";
        }
        // Qualified, because a contract may have a function of the same name.
        if (member.IsTuple) return $"Contracts.{StructName(member)}.FromValues((object[]){value})";
        return IntegerOf(member) is { } integer and not "BigInteger" ? $"({integer})(BigInteger){value}" : $"({Element(member)}){value}";
    }

    // The last pair of brackets is the outermost array.
    private static string Inner(string suffix) => suffix[..suffix.LastIndexOf('[')];

    private static string Element(AbiMember member) => member.IsTuple ? StructName(member) : IntegerOf(member) ?? member.ElementType switch
    {
        "address" => "Address",
        "bool" => "bool",
        "string" => "string",
        "bytes32" => "Hash32",
        _ => "byte[]",
    };

    private static string? IntegerOf(AbiMember member)
    {
        var type = member.ElementType;
        var signed = type.StartsWith("int", StringComparison.Ordinal);
        if (!signed && !type.StartsWith("uint", StringComparison.Ordinal)) return null;
        var bits = int.Parse(type.AsSpan(signed ? 3 : 4), NumberStyles.None, CultureInfo.InvariantCulture);
        return bits switch
        {
            <= 8 => signed ? "sbyte" : "byte",
            <= 16 => signed ? "short" : "ushort",
            <= 32 => signed ? "int" : "uint",
            <= 64 => signed ? "long" : "ulong",
            _ => "BigInteger",
        };
    }
}
