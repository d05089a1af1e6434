using System.Globalization;

namespace GreenPow.Demo;

/// <summary>The flags of <c>./greenpow demo</c>.</summary>
public sealed record DemoOptions(bool Headless, bool Fresh, bool AutoVote, bool UntilClaimed, bool Keep, int Port, string Folder)
{
    public const int DefaultPort = 5080;

    /// <summary>The page's port and the three above it.</summary>
    public const int PortCount = 4;

    private const int HighestPort = 65_535 - (PortCount - 1);

    public int MqttPort => Port + 1;

    public int ChainPort => Port + 2;

    public int MqttTlsPort => Port + 3;

    /// <summary>Every port that the demo listens on, and what for.</summary>
    public IReadOnlyList<(int Port, string What)> Ports => [(Port, "the pages"), (MqttPort, "MQTT"), (ChainPort, "the chain"), (MqttTlsPort, "MQTT with TLS")];

    /// <summary>Reads the command line; an unknown word or a bad value is named in <paramref name="error"/>.</summary>
    public static bool TryParse(string[] words, out DemoOptions options, out string error)
    {
        options = new(false, false, false, false, false, DefaultPort, ".greenpow");
        error = "";
        for (var i = 0; i < words.Length; i++)
        {
            switch (words[i])
            {
                case "--headless": options = options with { Headless = true }; break;
                case "--fresh": options = options with { Fresh = true }; break;
                case "--auto-vote": options = options with { AutoVote = true }; break;
                case "--keep": options = options with { Keep = true }; break;
                case "--until":
                    var until = ValueAfter(words, ref i);
                    if (until != "claimed")
                    {
                        error = $"--until knows only 'claimed', not '{until}'";
                        return false;
                    }
                    options = options with { UntilClaimed = true };
                    break;
                case "--port":
                    var text = ValueAfter(words, ref i);
                    if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1024 or > HighestPort)
                    {
                        error = $"--port wants a number from 1024 to {HighestPort}, not '{text}'";
                        return false;
                    }
                    options = options with { Port = port };
                    break;
                case "--folder":
                    var folder = ValueAfter(words, ref i);
                    if (folder.Length == 0 || folder.StartsWith("--", StringComparison.Ordinal))
                    {
                        error = "--folder wants a path";
                        return false;
                    }
                    // Meant from where ./greenpow was called, which goes to the repository first.
                    options = options with { Folder = Path.GetFullPath(folder, Environment.GetEnvironmentVariable("GREENPOW_CALLER") ?? Environment.CurrentDirectory) };
                    break;
                default:
                    error = $"'{words[i]}' is no flag of the demo; see ./greenpow help";
                    return false;
            }
        }
        return true;
    }

    private static string ValueAfter(string[] words, ref int i) => ++i < words.Length ? words[i] : "";
}
