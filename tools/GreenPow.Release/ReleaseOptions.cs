namespace GreenPow.Release;

/// <summary>The command line of <c>./greenpow release</c>.</summary>
public sealed record ReleaseOptions(string Command)
{
    public const string Usage = """
        ./greenpow release new-key FILE    a new release key: FILE (mode 600, keep it offline) and FILE.pub
        ./greenpow release use FILE.pub    the key that firmware built from now on trusts
        ./greenpow release sign --key FILE --image FILE.update --version 1.2.3.4 --out FILE
            --profile reference|small      the board it is for (default reference)
            --minimum-loader 1.0.0.0       the oldest deployed firmware that can load it (default 0.0.0.0)
            --oldest-allowed 1.2.0.0       once this runs nothing older is taken (default 0.0.0.0)
        ./greenpow release check --image FILE --key FILE.pub    what a signed file is, and whether the key signed it
        """;

    public string KeyFile { get; init; } = "";
    public string ImageFile { get; init; } = "";
    public string OutFile { get; init; } = "";
    public byte[] Version { get; init; } = [];
    public byte[] MinimumLoader { get; init; } = [0, 0, 0, 0];
    public byte[] OldestAllowed { get; init; } = [0, 0, 0, 0];

    /// <summary>1 = reference, 2 = small.</summary>
    public byte Profile { get; init; } = 1;

    /// <summary>Reads the command line; what is missing, unknown or out of range is named in <paramref name="error"/>.</summary>
    public static bool TryParse(string[] words, out ReleaseOptions options, out string error)
    {
        options = new(words[0]);
        error = "";
        if (words[0] is "new-key" or "use")
        {
            if (words.Length != 2)
            {
                error = $"{words[0]} wants one file";
                return false;
            }
            options = options with { KeyFile = words[1] };
            return true;
        }
        if (words[0] is not ("sign" or "check"))
        {
            error = $"'{words[0]}' is not one of new-key, use, sign, check";
            return false;
        }
        for (var i = 1; i < words.Length && error.Length == 0; i += 2)
            options = options.With(words[i], i + 1 < words.Length ? words[i + 1] : "", out error);
        if (error.Length == 0) error = options.Missing();
        return error.Length == 0;
    }

    /// <summary>The same with the files as whole paths.</summary>
    public ReleaseOptions From(string folder) => this with { KeyFile = Whole(KeyFile, folder), ImageFile = Whole(ImageFile, folder), OutFile = Whole(OutFile, folder) };

    private static string Whole(string path, string folder) => path.Length == 0 ? path : Path.GetFullPath(path, folder);

    private ReleaseOptions With(string flag, string value, out string error)
    {
        error = value.Length == 0 ? $"{flag} wants a value" : "";
        if (error.Length > 0) return this;
        switch (flag)
        {
            case "--key": return this with { KeyFile = value };
            case "--image": return this with { ImageFile = value };
            case "--out" when Command == "sign": return this with { OutFile = value };
            case "--version" when Command == "sign": return this with { Version = ReadVersion(flag, value, out error) };
            case "--minimum-loader" when Command == "sign": return this with { MinimumLoader = ReadVersion(flag, value, out error) };
            case "--oldest-allowed" when Command == "sign": return this with { OldestAllowed = ReadVersion(flag, value, out error) };
            case "--profile" when Command == "sign" && value is "reference" or "small": return this with { Profile = (byte)(value == "reference" ? 1 : 2) };
            case "--profile" when Command == "sign":
                error = $"--profile is reference or small, not '{value}'";
                return this;
            default:
                error = $"'{flag}' is no flag of {Command}";
                return this;
        }
    }

    private string Missing() =>
        KeyFile.Length == 0 ? $"{Command} wants --key FILE"
        : ImageFile.Length == 0 ? $"{Command} wants --image FILE"
        : Command == "sign" && OutFile.Length == 0 ? "sign wants --out FILE"
        : Command == "sign" && Version.Length == 0 ? "sign wants --version a.b.c.d"
        : "";

    private static byte[] ReadVersion(string flag, string text, out string error)
    {
        var parts = text.Split('.');
        var numbers = new byte[4];
        error = "";
        for (var i = 0; i < 4; i++)
            if (parts.Length != 4 || !byte.TryParse(parts[i], out numbers[i]))
                error = $"{flag} wants four numbers of 0 to 255 with dots between, not '{text}'";
        return numbers;
    }
}
