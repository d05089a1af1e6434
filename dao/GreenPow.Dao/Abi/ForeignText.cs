using System.Text;

namespace GreenPow.Dao.Abi;

/// <summary>Strings that anybody can write into a log. Solidity does not check them: they are decoded as bytes, and read as UTF-8 afterwards.</summary>
internal static class ForeignText
{
    /// <summary>The type with bytes wherever it has strings; both are encoded alike.</summary>
    public static AbiType AsBytes(AbiType type) => type switch
    {
        AbiString => new AbiBytes(),
        AbiArray array => array with { Element = AsBytes(array.Element) },
        AbiTuple tuple => new AbiTuple([.. tuple.Components.Select(component => component with { Type = AsBytes(component.Type) })]),
        _ => type,
    };

    /// <summary>The value of the type itself; what is not UTF-8 becomes U+FFFD.</summary>
    /// <param name="value">Decoded as <see cref="AsBytes"/>.</param>
    public static object Read(AbiType type, object value) => (type, value) switch
    {
        (AbiString, byte[] bytes) => Encoding.UTF8.GetString(bytes),
        (AbiArray array, object[] items) => Array.ConvertAll(items, item => Read(array.Element, item)),
        (AbiTuple tuple, object[] parts) => tuple.Components.Select((component, i) => Read(component.Type, parts[i])).ToArray(),
        _ => value,
    };
}
