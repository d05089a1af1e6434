using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests.Updating;

/// <summary>How an image behaves once it runs.</summary>
internal enum Temper
{
    Good,
    RefusedByThePlatform,
    FallsAtOnce,
    Hangs,
    NeverReports,
}

#pragma warning disable CA1032, CA1064 // Only ever thrown here.
internal sealed class RestartException : Exception;
#pragma warning restore CA1032, CA1064

/// <summary>
/// A chip that is updated: flash, loader, and whatever firmware the loader starts, life after life. A sender offers the newest release
/// piece by piece and follows what the device answers, as the gateway does.
/// </summary>
internal sealed class UpdatedDevice : IImageRunner, IPower
{
    private const long LifeMilliseconds = 15 * 60_000;
    private readonly Dictionary<string, (Release Release, Temper Temper)> _known = [];
    private readonly byte[] _answer = new byte[UpdateProgress.Length];

    private bool _isStable;

    public MemoryFlash Flash { get; set; } = new();

    public byte[] DeployedVersion { get; set; } = [1, 0, 0, 0];

    public Release? Offered { get; set; }

    public int PieceBytes { get; set; } = 500;

    public bool GatewayIsThere { get; set; } = true;

    /// <summary>Versions of what ran, in order; the deployed firmware as its own version.</summary>
    public List<string> Ran { get; } = [];

    /// <summary>Uptime at which the last image was given up.</summary>
    public long GivenUpAt { get; private set; }

    public UpdateProgress LastAnswer { get; } = new();

    public int SupplyMillivolts => -1;

    public Updater? Updater { get; private set; }

    public void Knows(Release release, Temper temper = Temper.Good) => _known[Convert.ToHexString(release.Image)] = (release, temper);

    /// <summary>One start of the chip and the life that follows; true when it ended by a restart or power cut before its time.</summary>
    public bool Live()
    {
        _isStable = false;
        try
        {
            Loader loader = new(Flash, this, this, RunningImage.OfDeployed(DeployedVersion, new byte[32]));
            RunningImage running = loader.Start();
            Assert.Equal(Slots.Deployed, running.Slot);
            Ran.Add(Text(running.Version));
            Run(running, Temper.Good);
            return false;
        }
        catch (RestartException)
        {
            return !_isStable;
        }
        catch (PowerCutException)
        {
            return true;
        }
    }

    /// <summary>Lives until one life is stable.</summary>
    public UpdatedDevice Settle(int most = 20)
    {
        for (int i = 0; i < most; i++)
            if (!Live()) return this;
        Assert.Fail($"not stable after {most} starts: {string.Join(' ', Ran)}");
        return this;
    }

    bool IImageRunner.Run(byte[] image, int count)
    {
        Assert.True(_known.TryGetValue(Convert.ToHexString(image, 0, count), out (Release Release, Temper Temper) known), "an image that nobody signed was run");
        if (known.Temper == Temper.RefusedByThePlatform) return false;
        RunningImage running = RunningImage.OfStarted(Flash);
        Assert.Equal(known.Release.Version, running.Version);
        Assert.Equal(known.Release.Digest, running.Digest);
        Ran.Add(Text(running.Version));
        if (known.Temper == Temper.FallsAtOnce) throw new InvalidOperationException("an image that falls");
        if (known.Temper == Temper.Hangs) throw new RestartException(); // the watchdog
        Run(running, known.Temper);
        _isStable = true;
        return true;
    }

    public void DeepSleep(long milliseconds) => throw new RestartException();

    public void Reboot() => throw new RestartException();

    private void Run(RunningImage running, Temper temper)
    {
        StartCounter starts = new(Flash);
        starts.Load();
        Updater = new Updater(Flash, running, Release.Key, BoardProfile.Reference);
        Updater.Boot();
        int next = 0;
        for (long now = 0; now <= LifeMilliseconds; now += 1000)
        {
            if (Offered != null && Updater.State is not (UpdateProgress.Checking or UpdateProgress.Staged) && next >= 0)
                Updater.Take(Offered.Piece(next, Math.Min(PieceBytes, Offered.File.Length - next)));
            do Updater.Step(now, GatewayIsThere && temper == Temper.Good && now >= 20_000, true);
            while (Updater.HasWork);
            if (Updater.TakeAnswer(_answer) && Offered != null)
            {
                Assert.True(LastAnswer.TryRead(_answer, 0, _answer.Length));
                next = LastAnswer.State == UpdateProgress.Refused && LastAnswer.Fault != UpdateFault.Busy ? -1 : (int)LastAnswer.Received;
                if (next >= Offered.File.Length) next = -1;
            }

            if (!Updater.WantsRestart)
            {
                starts.Step(now);
                continue;
            }

            if (running.IsOnTrial) GivenUpAt = now;
            starts.Clear();
            Reboot();
        }
    }

    private static string Text(byte[] version) => $"{version[0]}.{version[1]}";
}
