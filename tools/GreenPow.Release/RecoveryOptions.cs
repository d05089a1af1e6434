using GreenPow.Wire;

namespace GreenPow.Release;

/// <summary>The command line of <c>./greenpow recovery</c>.</summary>
public sealed record RecoveryOptions(string Command)
{
    public const string Usage = """
        ./greenpow recovery new-key FILE    a new recovery key: FILE (mode 600, keep it offline) and FILE.pub, the device's setting RecoveryPublicKey
        ./greenpow recovery change --key FILE --device ID --network ID --gateway-key HEX
            --recovery-key FILE.pub        the recovery key from then on (default: the same as before)
            prints the signed command: hand it in as {"frame":"..."} to /api/devices/ID/commands; the device has to come within 7 days
            --network and --gateway-key are networkId and gatewayPublicKey of the new gateway's /api/network
        """;

    public string KeyFile { get; init; } = "";

    /// <summary>16 bytes.</summary>
    public byte[] Device { get; init; } = [];

    /// <summary>8 bytes.</summary>
    public byte[] Network { get; init; } = [];

    /// <summary>65 bytes.</summary>
    public byte[] GatewayKey { get; init; } = [];

    /// <summary>Empty keeps the recovery key.</summary>
    public string NewRecoveryFile { get; init; } = "";

    /// <summary>Reads the command line; what is missing, unknown or out of range is named in <paramref name="error"/>.</summary>
    public static bool TryParse(string[] words, out RecoveryOptions options, out string error)
    {
        options = new(words[0]);
        error = "";
        if (words[0] == "new-key")
        {
            if (words.Length != 2) error = "new-key wants one file";
            else options = options with { KeyFile = words[1] };
            return error.Length == 0;
        }
        if (words[0] != "change")
        {
            error = $"'{words[0]}' is not one of new-key, change";
            return false;
        }
        for (var i = 1; i < words.Length && error.Length == 0; i += 2)
            options = options.With(words[i], i + 1 < words.Length ? words[i + 1] : "", out error);
        if (error.Length == 0) error = options.Missing();
        return error.Length == 0;
    }

    /// <summary>The same with the files as whole paths.</summary>
    public RecoveryOptions From(string folder) => this with
    {
        KeyFile = Path.GetFullPath(KeyFile, folder),
        NewRecoveryFile = NewRecoveryFile.Length == 0 ? "" : Path.GetFullPath(NewRecoveryFile, folder),
    };

    private RecoveryOptions With(string flag, string value, out string error)
    {
        error = value.Length == 0 ? $"{flag} wants a value" : "";
        if (error.Length > 0) return this;
        switch (flag)
        {
            case "--key": return this with { KeyFile = value };
            case "--device": return this with { Device = ReadBytes(flag, value, Identity.DeviceIdLength, out error) };
            case "--network": return this with { Network = ReadBytes(flag, value, Identity.NetworkIdLength, out error) };
            case "--gateway-key":
                var key = ReadBytes(flag, value, Identity.PublicKeyLength, out error);
                if (error.Length == 0 && (key[0] != 4 || !P256.IsPoint(key, 1))) error = $"--gateway-key '{value}' is no point of P-256 that begins with 04";
                return this with { GatewayKey = key };
            case "--recovery-key": return this with { NewRecoveryFile = value };
            default:
                error = $"'{flag}' is no flag of change";
                return this;
        }
    }

    private string Missing() =>
        KeyFile.Length == 0 ? "change wants --key FILE"
        : Device.Length == 0 ? "change wants --device ID"
        : Network.Length == 0 ? "change wants --network ID"
        : GatewayKey.Length == 0 ? "change wants --gateway-key HEX"
        : "";

    private static byte[] ReadBytes(string flag, string text, int length, out string error)
    {
        var bytes = new byte[length];
        var isRead = text.Length == 2 * length && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
        error = isRead ? "" : $"{flag} wants {2 * length} hexadecimal digits, not '{text}'";
        return bytes;
    }
}
