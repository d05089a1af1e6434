using GreenPow.Core;
using GreenPow.Simulator.Hardware;

namespace GreenPow.Simulator.Sites;

/// <summary>The flash volume of one simulated board between two runs: what the factory, the bench and a look from outside do with it.</summary>
internal sealed class DeviceFlash(string folder)
{
    /// <summary>What makes it this device, and its installer's settings.</summary>
    private static readonly string[] lasting = ["key-", "settings-"];

    public string Folder => folder;

    /// <summary>The settings of an installer are all there.</summary>
    public bool IsProvisioned
    {
        get
        {
            using var flash = Open();
            var settings = new Settings(flash);
            settings.Load();
            return settings.IsComplete;
        }
    }

    public FolderFlash Open()
    {
        // The key is in there.
        if (!Directory.Exists(folder) && !OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new FolderFlash(folder);
    }

    /// <summary>The signer whose key is on the flash; a board that never ran makes it here, by the same code.</summary>
    public ISigner Signer()
    {
        using var flash = Open();
        var keys = new KeyMaker(flash, new HostRandom(), new RealClock(TimeProvider.System), null);
        return keys.LoadOrMake(isRadioOn: true, installerBytes: null)
            ?? throw new InvalidDataException($"The device key in {folder} cannot be read or made (fault {keys.Fault}).");
    }

    /// <summary>Forgets whatever was measured and reported; the device stays itself.</summary>
    public void Clear()
    {
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
        {
            if (!lasting.Any(prefix => Path.GetFileName(path).StartsWith(prefix, StringComparison.Ordinal)))
                File.Delete(path);
        }
    }
}
