using System.ComponentModel.DataAnnotations;

namespace GreenPow.Gateway;

/// <summary>Where this gateway keeps its state and where it listens; configuration section "Gateway".</summary>
public sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>Folder of everything that must survive a restart; made if missing.</summary>
    [Required]
    public string DataFolder { get; set; } = ".greenpow";

    /// <summary>Loopback port of pages and API; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int HttpPort { get; set; } = 5080;

    /// <summary>Loopback port of the MQTT endpoint without TLS; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int MqttPort { get; set; } = 1883;

    /// <summary>Loopback port of the MQTT endpoint with TLS; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int MqttTlsPort { get; set; } = 8883;

    /// <summary>DNS names and addresses under which devices reach the gateway, separated by commas; its TLS certificate carries them.</summary>
    [Required]
    public string MqttTlsNames { get; set; } = "localhost,127.0.0.1";

    /// <summary>Loopback port of the development chain's JSON-RPC.</summary>
    [Range(1, 65535)]
    public int ChainPort { get; set; } = 5082;

    /// <summary>Demo DAO: own keys for its members and owners, applications admitted at once, everything open to look at.</summary>
    public bool Demo { get; set; }

    /// <summary>In the demo, its members vote on mint requests by themselves: For what they have recomputed and found without doubt.</summary>
    public bool AutoVote { get; set; }

    /// <summary>Ends when its standard input ends, which is with the program that started it, however that went.</summary>
    public bool EndsWithInput { get; set; }

    public string FolderOf(string name) => Directory.CreateDirectory(Path.Combine(Path.GetFullPath(DataFolder), name)).FullName;
}
