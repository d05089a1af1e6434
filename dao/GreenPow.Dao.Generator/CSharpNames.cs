namespace GreenPow.Dao.Generator;

/// <summary>Solidity names as C# writes them.</summary>
internal static class CSharpNames
{
    private static readonly HashSet<string> Keywords = ["operator", "params", "this", "base", "event", "object", "string", "is", "in", "out", "ref", "from", "lock", "checked"];

    /// <summary>DEFAULT_ADMIN_ROLE is DefaultAdminRole, castVoteBySig is CastVoteBySig.</summary>
    public static string Pascal(string name)
    {
        if (name.Contains('_', StringComparison.Ordinal) || name.All(char.IsUpper))
            return string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(Word));
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    public static string Parameter(string name, int position)
    {
        if (name.Trim('_').Length == 0) return $"value{position}";
        var pascal = Pascal(name);
        var camel = char.ToLowerInvariant(pascal[0]) + pascal[1..];
        return Keywords.Contains(camel) ? "@" + camel : camel;
    }

    // Only a word that is upper case throughout is lowered: tokenURI_ stays TokenURI.
    private static string Word(string word) =>
        word.All(letter => !char.IsLower(letter)) ? word[..1] + word[1..].ToLowerInvariant() : char.ToUpperInvariant(word[0]) + word[1..];
}
