using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using GreenPow.Wire;

namespace GreenPow.Wire.Tests;

/// <summary>docs/protocol.md says what the code does.</summary>
public partial class ProtocolDocumentTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "protocol.md"));

    public static TheoryData<int> Vectors => Tests.Vectors.Indexes("frames");

    /// <summary>Every row of a byte table is held against the bytes and the fields of the golden vectors.</summary>
    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_byte_table_is_where_the_fields_are(int index)
    {
        var vector = Tests.Vectors.Section("frames")[index];
        var bytes = vector.Hex("bytes");
        var kind = vector.GetProperty("kind").GetByte();
        var fields = AnyFrame.Of(kind, vector.GetProperty("fields")).Fields;
        var rows = Section($"### {kind} {FrameKind.Name(kind)}").Select(l => ByteRow().Match(l)).Where(m => m.Success).ToArray();
        Assert.NotEmpty(rows);
        var next = FrameHeader.Length;
        foreach (var row in rows)
        {
            var at = Number(row.Groups["at"].Value);
            var length = Number(row.Groups["length"].Value);
            var name = row.Groups["name"].Value;
            Assert.True(at == next, $"{name} at {at}, the row before ends at {next}");
            var actual = bytes.AsSpan(at, length).ToArray();
            if (name == "reserved")
                Assert.DoesNotContain(actual, b => b != 0);
            else
                Assert.Equal(Encode(fields, name, length), actual);
            next += length;
        }
        Assert.Equal((int)fields.GetType().GetField("FixedLength")!.GetRawConstantValue()!, next);
    }

    [Fact]
    public void The_table_of_kinds_has_the_codes_names_and_lengths()
    {
        var rows = Section("## Frames").Select(l => KindRow().Match(l)).Where(m => m.Success).ToArray();
        Assert.Equal(9, rows.Length);
        foreach (var row in rows)
        {
            var kind = (byte)Number(row.Groups["kind"].Value);
            Assert.Equal(FrameKind.Name(kind), row.Groups["name"].Value);
            Assert.Equal(AnyFrame.Of(kind).MaximumLength, Number(row.Groups["most"].Value));
        }
    }

    [Theory]
    [InlineData("## Roles", typeof(ChannelRole))]
    [InlineData("## Flags", typeof(ReportFlags))]
    [InlineData("## Instruments", typeof(Instrument))]
    [InlineData("## Opcodes", typeof(CommandOpcode))]
    public void A_table_of_numbers_is_the_codes(string heading, Type constants)
    {
        var code = constants.GetFields().Where(f => f.IsLiteral && f.Name != "All")
            .ToDictionary(f => f.Name, f => Convert.ToInt32(f.GetRawConstantValue(), CultureInfo.InvariantCulture));
        var document = Section(heading).Select(l => NumberRow().Match(l)).Where(m => m.Success)
            .ToDictionary(m => m.Groups["name"].Value, m => Number(m.Groups["number"].Value));
        Assert.Equal(code.OrderBy(p => p.Value), document.OrderBy(p => p.Value));
    }

    [Fact]
    public void The_instruments_classes_are_the_codes()
    {
        foreach (var row in Section("## Instruments").Select(l => InstrumentRow().Match(l)).Where(m => m.Success))
        {
            var instrument = (byte)Number(row.Groups["number"].Value);
            Assert.Equal(Instrument.ClassUncertainty(instrument), Number(row.Groups["hundredths"].Value));
            Assert.Equal(Instrument.ClassZeroMilliwatts(instrument), (uint)Number(row.Groups["zero"].Value));
            Assert.Equal(Instrument.IsMintable(instrument), row.Groups["mintable"].Value == "yes");
        }
    }

    [Fact]
    public void The_firmwares_table_of_instruments_is_the_codes()
    {
        var rows = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "firmware.md")).Select(l => FirmwareInstrumentRow().Match(l)).Where(m => m.Success).ToArray();
        Assert.Equal(5, rows.Length);
        foreach (var row in rows)
        {
            var instrument = (byte)typeof(Instrument).GetField(row.Groups["name"].Value)!.GetRawConstantValue()!;
            Assert.Equal(Instrument.ClassUncertainty(instrument), decimal.Parse(row.Groups["percent"].Value, CultureInfo.InvariantCulture) * 100);
            Assert.Equal(Instrument.ClassZeroMilliwatts(instrument), (uint)Number(row.Groups["zero"].Value));
            Assert.Equal(Instrument.IsMintable(instrument), row.Groups["mintable"].Value == "yes");
            Assert.Equal(Instrument.MaximumMillivolts(instrument) / 1000, row.Groups["volts"].Success ? (uint)Number(row.Groups["volts"].Value) : 0);
        }
    }

    [Fact]
    public void Every_topic_is_in_the_document()
    {
        foreach (var leaf in typeof(Topics).GetFields().Where(f => f.Name.EndsWith("Leaf", StringComparison.Ordinal)))
            Assert.Contains(Section("## Topics"), l => l.Contains($"`{Topics.Prefix}{{deviceId}}/{leaf.GetRawConstantValue()}`", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Section(string heading) =>
        Lines.SkipWhile(l => l != heading).Skip(1).TakeWhile(l => !l.StartsWith('#'));

    private static byte[] Encode(object fields, string name, int length)
    {
        var field = fields.GetType().GetField(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
        Assert.True(field is not null, $"no field {name}");
        if (field.GetValue(fields) is byte[] bytes)
            return bytes;
        var number = Convert.ToDecimal(field.GetValue(fields), CultureInfo.InvariantCulture);
        return BitConverter.GetBytes(number < 0 ? unchecked((ulong)(long)number) : (ulong)number)[..length];
    }

    private static int Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? int.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : int.Parse(text.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| (?<at>\d+) \| (?<length>\d+) \| `?(?<name>\w+)`?")]
    private static partial Regex ByteRow();

    [GeneratedRegex(@"^\| (?<kind>\d) \| (?<name>\w+) \| [^|]* \| (?<most>\w+) \|")]
    private static partial Regex KindRow();

    [GeneratedRegex(@"^\| (?<number>0x[0-9A-F]+|\d+) \| `(?<name>\w+)` \|")]
    private static partial Regex NumberRow();

    [GeneratedRegex(@"^\| (?<number>\d) \| `\w+` \| (?<hundredths>[\d,]+) \| (?<zero>[\d,]+) \| (?<mintable>yes|no) \|")]
    private static partial Regex InstrumentRow();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| \w+ \| (?:(?<volts>\d+) V[, ])?[^|]* \| (?<percent>[\d.]+) % \| (?<zero>[\d,]+) mW \| (?<mintable>yes|no) \|")]
    private static partial Regex FirmwareInstrumentRow();
}
