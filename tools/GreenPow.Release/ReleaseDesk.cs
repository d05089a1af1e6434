namespace GreenPow.Release;

/// <summary>Does what the command line asks and says what was done.</summary>
public static class ReleaseDesk
{
    /// <summary>The public key that the firmware's build takes in.</summary>
    public const string TrustedFile = "firmware/release/trusted.pub";

    public static string Do(ReleaseOptions options) => options.Command switch
    {
        "new-key" => NewKey(options.KeyFile),
        "use" => Use(options.KeyFile),
        "sign" => Sign(options),
        _ => ReleaseFile.Check(File.ReadAllBytes(options.ImageFile), ReleaseKeys.Public(options.KeyFile)),
    };

    private static string NewKey(string file)
    {
        ReleaseKeys.New(file);
        return $"""
            {file} is the private key, readable by you alone: keep it offline and copy it to a second safe place.
            {file}.pub is the public key. ./greenpow release use {file}.pub builds it into the firmware.
            Whoever loses the private key can update his devices only by cable.
            """;
    }

    private static string Use(string file)
    {
        var key = ReleaseKeys.Public(file);
        File.WriteAllText(TrustedFile, ReleaseKeys.Text(key));
        return $"Firmware built from now on trusts {file} ({TrustedFile}). Devices flashed before trust the key before.";
    }

    private static string Sign(ReleaseOptions options)
    {
        var key = ReleaseKeys.Private(options.KeyFile);
        var file = ReleaseFile.Sign(File.ReadAllBytes(options.ImageFile), key, options.Profile, options.Version, options.MinimumLoader, options.OldestAllowed);
        File.WriteAllBytes(options.OutFile, file);
        return ReleaseFile.Check(file, ReleaseKeys.PublicOf(key));
    }
}
