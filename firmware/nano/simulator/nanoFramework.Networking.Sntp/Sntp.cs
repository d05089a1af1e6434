using GreenPow.DeviceLibrary;

namespace nanoFramework.Networking;

/// <summary>The chip's own time client: it sets the clock whenever it reaches a server, without the firmware noticing.</summary>
public class Sntp
{
    public static bool IsStarted { get; private set; }

    public static string Server1 { get; set; } = "0.pool.ntp.org";

    public static string Server2 { get; set; } = "1.pool.ntp.org";

    public static void Start()
    {
        if (IsStarted)
            return;
        IsStarted = true;
        var wifi = Here.Board.Wifi;
        wifi.Changed += Synchronise;
        Here.Run.Off.Register(() => wifi.Changed -= Synchronise);
        Synchronise();
    }

    public static void Stop()
    {
        IsStarted = false;
        Here.Board.Wifi.Changed -= Synchronise;
    }

    public static void UpdateNow() => Synchronise();

    private static void Synchronise()
    {
        if (!Here.Run.Off.IsCancellationRequested)
            Here.Run.Board.SynchroniseClock();
    }
}
