using GreenPow.Gateway.Metering;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Devices;

/// <summary>A device whose storage is gone and whose key is not: only the gateway remembers its history.</summary>
public sealed class LostHistoryTests : IAsyncLifetime
{
    private const int DayMinutes = 1440;

    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-lost").FullName;
    private readonly TestKey key = new();
    private TestGateway gateway = null!;
    private FirmwareDevice device = null!;

    public async ValueTask InitializeAsync()
    {
        gateway = await TestGateway.StartAsync(folder);
        Assert.True(gateway.Catalogue.AddDevice(key.Applied(TestGateway.Network.NetworkId, ManualTime.Noon) with { State = DeviceState.Registered }));
        device = new(gateway, key);
        device.Commission();
        device.BootOffline();
        await device.LiveAsync(DayMinutes);
        device.Sleep();
        device.BootOnline();
        await device.UntilAllIsHeldAsync();
    }

    public async ValueTask DisposeAsync()
    {
        device.Dispose();
        await gateway.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task It_goes_on_above_everything_it_had_sent_in_a_new_segment_and_what_lies_between_is_not_counted()
    {
        device.CutPower(minutes: 10);
        device.LoseStorage();
        device.BootOnline();
        await device.UntilAsync(() => device.Core.NextSequence != 0);
        Assert.Equal(DayMinutes + 1ul, device.Core.NextSequence);
        await device.LiveAsync(minutes: 21);
        await device.UntilAllIsHeldAsync();

        Assert.Empty(Findings());
        Assert.Equal(DeviceState.Registered, State());
        var reports = gateway.Catalogue.SealedReports(key.Id).ToList();
        var before = reports.Where(report => report.Segment == 0).ToList();
        var after = reports.Where(report => report.Segment == 1).ToList();
        Assert.Equal(reports.Count, before.Count + after.Count);
        Assert.Equal((DayMinutes, DayMinutes + 1ul), (before.Count, after[0].Sequence));
        Assert.NotEqual(0, after[0].Flags & ReportFlags.HistoryLost);
        Assert.All(after.Skip(1), report => Assert.Equal(0, report.Flags & ReportFlags.HistoryLost));
        Assert.Equal(device.Core.Spool.LastSealedSequence, gateway.Get<Ingest>().Have(key.Id).Sequence);

        var from = ManualTime.Noon.ToUnixTimeSeconds();
        var points = gateway.Catalogue.Series(key.Id, from, from + 26 * 3600, 60).Channels.Single().Points.Where(point => point.State == PointState.Sealed).ToList();
        Assert.Equal(Energy(before) + Energy(after), points.Sum(point => point.EnergyMilliwattHours));
        // The ten minutes without power and the first slot after them: a baseline has nothing to be compared with.
        Assert.DoesNotContain(points, point => point.StartUnixSeconds >= before[^1].SlotEndUnixSeconds && point.StartUnixSeconds < after[0].SlotEndUnixSeconds);
        Assert.Equal(Energy(before) + Energy(after), gateway.Catalogue.Status(key.Id, from, gateway.Time.GetUtcNow()).EnergyTodayMilliwattHours);
    }

    [Fact]
    public async Task Its_unsealed_tail_is_orphaned_and_nobody_is_suspended()
    {
        await device.LiveAsync(minutes: 14);
        var had = gateway.Catalogue.Status(key.Id, 0, gateway.Time.GetUtcNow());
        Assert.True(had.SealedSequence < had.NewestSequence, $"{had.SealedSequence} of {had.NewestSequence} sealed");

        device.CutPower(minutes: 1);
        device.LoseStorage();
        device.BootOnline();
        await device.LiveAsync(minutes: 21);
        await device.UntilAllIsHeldAsync();

        Assert.Equal(DeviceState.Registered, State());
        Assert.Equal(had.NewestSequence - had.SealedSequence, (ulong)Findings().Length);
        Assert.All(Findings(), found => Assert.Equal(Finding.Orphaned, found));
        Assert.Equal(had.SealedSequence + 1, gateway.Catalogue.SealedReports(key.Id).First(report => report.Segment == 1).Sequence);
    }

    [Fact]
    public async Task After_another_boot_the_new_segment_goes_on()
    {
        device.CutPower(minutes: 10);
        device.LoseStorage();
        device.BootOnline();
        await device.LiveAsync(minutes: 5);
        device.Sleep();
        var next = device.Core.NextSequence;
        device.CutPower(minutes: 60);
        device.BootOnline();
        Assert.Equal(next, device.Core.NextSequence);
        await device.LiveAsync(minutes: 11);
        await device.UntilAllIsHeldAsync();

        Assert.Empty(Findings());
        Assert.Equal(1u, gateway.Catalogue.SealedReports(key.Id).Last().Segment);
        Assert.Empty(gateway.Catalogue.Gaps(key.Id, 1, device.Core.Spool.LastSealedSequence));
    }

    [Fact]
    public async Task What_the_gateway_holds_beyond_a_hole_is_not_told_a_second_time()
    {
        device.CutPower(minutes: 0);
        device.BootOffline();
        await device.LiveAsync(minutes: 25);
        var last = device.Core.Spool.LastSealedSequence;
        await gateway.Get<Ingest>().SubmitReportsAsync(key.Id, device.Payload(DayMinutes + 11, last), gateway.Time.GetUtcNow(), TestContext.Current.CancellationToken);
        Assert.Equal((ulong)DayMinutes, gateway.Get<Ingest>().Have(key.Id).Sequence);

        device.CutPower(minutes: 10);
        device.LoseStorage();
        device.BootOnline();
        await device.UntilAsync(() => device.Core.NextSequence != 0);
        Assert.Equal(last + 1, device.Core.NextSequence);
        await device.LiveAsync(minutes: 11);
        await device.UntilAllIsHeldAsync();

        Assert.Empty(Findings());
        Assert.Equal(DeviceState.Registered, State());
        Assert.Equal([new SequenceGap(DayMinutes + 1, 10)], gateway.Catalogue.Gaps(key.Id, 1, device.Core.Spool.LastSealedSequence));
    }

    [Fact]
    public async Task One_that_was_commissioned_again_begins_no_second_history()
    {
        device.CutPower(minutes: 10);
        device.LoseStorage();
        device.Commission();
        device.BootOffline();
        await device.LiveAsync(minutes: 12);
        Assert.Equal(13ul, device.Core.NextSequence);
        device.CutPower(minutes: 0);
        device.BootOnline();
        await device.UntilAsync(() => device.Core.NextSequence > DayMinutes);
        Assert.Equal(DayMinutes + 1ul, device.Core.NextSequence);
        await device.LiveAsync(minutes: 11);
        await device.UntilAllIsHeldAsync();

        Assert.Empty(Findings());
        Assert.Equal(DeviceState.Registered, State());
        Assert.Equal(1u, gateway.Catalogue.SealedReports(key.Id).Last().Segment);
    }

    private static long Energy(List<SealedReport> segment) => segment[^1].Channels[0].EnergyMilliwattHours - segment[0].Channels[0].EnergyMilliwattHours;

    private DeviceState State() => gateway.Catalogue.Device(key.Id)!.State;

    private Finding[] Findings() => [.. gateway.Catalogue.Findings(key.Id).Select(found => found.Kind)];
}
