using GreenPow.Dao;
using GreenPow.Energy;
using GreenPow.Gateway.Metering;
using GreenPow.Gateway.Minting;
using GreenPow.Gateway.Tests.Metering;
using GreenPow.Storage;

namespace GreenPow.Gateway.Tests.Hostile;

/// <summary>
/// Two meters, north and south, and the barn's storage that both feed, on the real ingest, catalogue and closing of epochs;
/// only the chain's facts are written by hand. North is the one that cheats.
/// </summary>
internal sealed class HostileWorld : IDisposable
{
    /// <summary>2026-06-21 06:00 UTC; the epochs here are days that begin at this time.</summary>
    public const uint Begin = TestMeter.FirstSlotStart;

    public const int Day = 86_400;

    /// <summary>Per minute: generated, mined away, sent, taken back.</summary>
    public static readonly long[] Sunny = [1_500, 300, 1_200, 0];

    /// <summary>Per minute: received from north, received from south.</summary>
    public static readonly long[] Received = [1_180, 1_180];

    private static readonly Address energyToken = Address.FromBytes([.. Enumerable.Repeat((byte)0xEE, 20)]);
    private static readonly Address deca = Address.FromBytes([.. Enumerable.Repeat((byte)0xDE, 20)]);
    private static readonly Address vault = Address.FromBytes([.. Enumerable.Repeat((byte)0x7A, 20)]);

    private readonly TestGateway gateway = new();

    public HostileWorld(HostileSite? north = null, HostileSite? barn = null)
    {
        North = north ?? Meter(1);
        Barn = barn ?? Storage(3);
        foreach (var site in Sites) Assert.True(Catalogue.AddDevice(site.Record));
    }

    public HostileSite North { get; }
    public HostileSite South { get; } = Meter(2);
    public HostileSite Barn { get; }
    public IEnumerable<HostileSite> Sites => [North, South, Barn];
    public Catalogue Catalogue => gateway.Catalogue;

    /// <summary>The device that the registry names in a site's place.</summary>
    private readonly Dictionary<HostileSite, HostileSite> heirs = [];

    /// <summary>A site's device is followed by another from its newest sealed report on, as its verified succession frame says.</summary>
    /// <param name="isRecorded">Off: the registry names the new device, and nobody has handed in the frame.</param>
    public void Succeed(HostileSite site, HostileSite heir, bool isRecorded = true)
    {
        var frame = new Wire.SuccessionFrame { OldSequence = Catalogue.Have(site.Id).NewestSealed };
        heir.Id.CopyTo(frame.DeviceId);
        frame.TokenId[31] = (byte)site.Number;
        site.Id.CopyTo(frame.OldDeviceId);
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        Assert.True(Catalogue.AddDevice(isRecorded ? heir.Record with { Follows = site.Id, SuccessionFrame = bytes } : heir.Record));
        heirs[site] = heir;
    }

    /// <summary>North and South generate, mine, send and take back.</summary>
    public static HostileSite Meter(ulong number) => new(number, DeviceKind.Meter, 1, 2, 6, 7);

    /// <summary>Receives from two feeders.</summary>
    public static HostileSite Storage(ulong number) => new(number, DeviceKind.Storage, 8, 8);

    /// <summary>Received two minutes after the newest slot that the site tells of, on its own topic.</summary>
    public IngestResult Submit(HostileSite site, params byte[][] frames) => Submit(site.Id, site.NextSlotStart + 120, frames);

    public IngestResult Submit(DeviceId topic, long receivedAt, params byte[][] frames) =>
        gateway.Submit(topic, DateTimeOffset.FromUnixTimeSeconds(receivedAt), frames);

    /// <summary>What an honest hour brings from south and barn, and from north unless a test lets it tell otherwise.</summary>
    public void Hour(bool north = true, int minutes = 60)
    {
        if (north) Submit(North, North.Reports(minutes, Sunny));
        Submit(South, South.Reports(minutes, Sunny));
        Submit(Barn, Barn.Reports(minutes, Received));
    }

    /// <summary>Of the registry.</summary>
    public int MinimumWireVersion { get; set; } = 1;

    public void Restart() => gateway.Restart();

    /// <summary>Closes the day and lets the members accept it.</summary>
    /// <param name="day">0 is the one that begins at <see cref="Begin"/>.</param>
    /// <param name="without">A site that the registry does not name at that block.</param>
    public EpochEvidence Close(int day = 0, HostileSite? without = null, DateTimeOffset? now = null)
    {
        var period = new Period(Begin + day * Day, Begin + (day + 1) * Day);
        var accepted = Catalogue.NewestAcceptedEpoch();
        var closed = new EpochClosing(Catalogue, new MintOptions(), shareSeconds: 20, new("http://127.0.0.1"))
            .Close(day + 1, period, Facts(without), accepted, now ?? DateTimeOffset.FromUnixTimeSeconds(period.End + 6 * 3600));
        Assert.True(Catalogue.AddEpoch(closed.Record, closed.EvidenceJson, closed.LeavesJson));
        // An epoch that mints nothing has no root, and no vote.
        if (closed.Record.Root is not null) Catalogue.SetEpochState(day + 1, EpochState.Claimed, "1", "");
        return EpochEvidence.FromJson(closed.EvidenceJson);
    }

    public static SiteEvidence Of(EpochEvidence evidence, HostileSite site) => evidence.Sites.Single(one => one.DeviceId == site.Id.ToString());

    /// <summary>The cumulative leaves of the newest accepted root.</summary>
    public MintLeaf[] Leaves() => [.. EpochClosing.LeavesOf(Catalogue.EpochLeaves(Catalogue.NewestAcceptedEpoch()!.Number)!).Leaves];

    /// <summary>What an honest hour of all three mints: what a hostile one is compared with.</summary>
    public static MintLeaf[] HonestLeaves(int minutes = 60)
    {
        using var world = new HostileWorld();
        world.Hour(minutes: minutes);
        world.Close();
        return world.Leaves();
    }

    public void Dispose() => gateway.Dispose();

    /// <summary>What the registry says that a meter feeds; north and south have the barn's channels 0 and 1 from the beginning.</summary>
    public Dictionary<HostileSite, Feeding?> Bindings { get; } = [];

    private Feeding? FeedingOf(HostileSite site) =>
        Bindings.TryGetValue(site, out var feeding) ? feeding : site == Barn ? null : new(Barn.Number, (int)site.Number - 1, Begin);

    private EpochFacts Facts(HostileSite? without)
    {
        var sites = new List<SiteFacts>();
        var leftOut = new List<LeftOutSite>();
        foreach (var site in Sites.Where(site => site != without))
        {
            var device = Catalogue.Device(heirs.GetValueOrDefault(site, site).Id)!;
            if (device.State == DeviceState.Suspended) leftOut.Add(new(site.Number, site.Id.ToString(), "suspended"));
            else sites.Add(new(device, site.Number, Address.FromBytes(device.Owner), Begin, FeedingOf(site), new(1_000_000_000), default));
        }
        var storage = new StorageFacts(Barn.Number, energyToken, 1000, new(1_000_000_000), default);
        return new(31_337, vault, deca, vault, sites, sites.Any(site => site.TokenId == Barn.Number) ? new Dictionary<ulong, StorageFacts> { [Barn.Number] = storage } : [], leftOut) { MinimumWireVersion = MinimumWireVersion };
    }
}
