using System.Globalization;

namespace GreenPow.Dao.Abi;

/// <summary>
/// A function, event or error in one readable line:
/// <c>function claim((uint256 tokenId, address payee)[] leaves) returns (uint256)</c>, <c>event Claimed(address indexed payee, uint256 amount)</c>.
/// </summary>
public sealed record AbiSignature(string Kind, string Name, IReadOnlyList<AbiParameter> Inputs, IReadOnlyList<AbiParameter> Outputs)
{
    /// <summary>Name and canonical types; what the selector or topic is the hash of.</summary>
    public string Canonical { get; } = $"{Name}({string.Join(',', Inputs.Select(input => input.Type.Name))})";

    public Hash32 Topic => Keccak.Hash(Canonical);

    public byte[] Selector => Topic.ToBytes()[..4];

    public static AbiSignature Parse(string text)
    {
        var reader = new Reader(text);
        var kind = reader.Word();
        if (kind is not ("function" or "event" or "error" or "constructor")) throw reader.Fault("function, event, error or constructor");
        var name = kind == "constructor" ? "" : reader.Word();
        var inputs = reader.Parameters();
        IReadOnlyList<AbiParameter> outputs = [];
        if (!reader.AtEnd)
        {
            if (reader.Word() != "returns") throw reader.Fault("returns");
            outputs = reader.Parameters();
        }
        if (!reader.AtEnd) throw reader.Fault("the end");
        return new(kind, name, inputs, outputs);
    }

    /// <summary>Reads a parameter list alone: <c>(uint256 tokenId, address)</c>.</summary>
    public static IReadOnlyList<AbiParameter> Parameters(string text)
    {
        var reader = new Reader(text);
        var parameters = reader.Parameters();
        return reader.AtEnd ? parameters : throw reader.Fault("the end");
    }

    private sealed class Reader(string text)
    {
        private int _at;

        public bool AtEnd
        {
            get
            {
                SkipSpaces();
                return _at == text.Length;
            }
        }

        public FormatException Fault(string expected) => new($"'{text}': {expected} is expected at character {_at}.");

        public string Word()
        {
            SkipSpaces();
            var start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '$')) _at++;
            return text[start.._at];
        }

        public List<AbiParameter> Parameters()
        {
            Expect('(');
            var parameters = new List<AbiParameter>();
            if (Takes(')')) return parameters;
            do parameters.Add(Parameter());
            while (Takes(','));
            Expect(')');
            return parameters;
        }

        private AbiParameter Parameter()
        {
            SkipSpaces();
            var type = _at < text.Length && text[_at] == '(' ? new AbiTuple(Parameters()) : AbiType.Elementary(Word());
            while (Takes('['))
            {
                var count = Word();
                type = new AbiArray(type, count.Length == 0 ? null : int.Parse(count, NumberStyles.None, CultureInfo.InvariantCulture));
                Expect(']');
            }
            var word = Word();
            var indexed = word == "indexed";
            return new(type, indexed ? Word() : word, indexed);
        }

        private void Expect(char symbol)
        {
            if (!Takes(symbol)) throw Fault($"'{symbol}'");
        }

        private bool Takes(char symbol)
        {
            SkipSpaces();
            if (_at == text.Length || text[_at] != symbol) return false;
            _at++;
            return true;
        }

        private void SkipSpaces()
        {
            while (_at < text.Length && text[_at] == ' ') _at++;
        }
    }
}
