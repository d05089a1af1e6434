using System.Globalization;
using GreenPow.Dao;
using GreenPow.Energy;
using GreenPow.Gateway.Mining;
using GreenPow.Gateway.Minting.Demo;
using GreenPow.Storage;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Minting;

/// <summary>Closes epochs when their time has come and sees each mint request through, one at a time.</summary>
public sealed class EpochCloser(
    DaoChain chain, Catalogue catalogue, SiteSync sites, DemoAdmission admission, MintRequests requests, LiveFeed live,
    IOptions<GatewayOptions> gateway, IOptions<MintOptions> options, IOptions<MiningOptions> mining, TimeProvider time, ILogger<EpochCloser> log) : BackgroundService
{
    /// <summary>One look at chain and calendar, and whatever follows from it.</summary>
    public async Task StepAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var dao = await chain.OpenAsync(cancellation);
        if (gateway.Value.Demo) await AdmitAsync(dao, now, cancellation);
        await sites.StepAsync(dao, now, cancellation);

        var newest = catalogue.Epochs(1).FirstOrDefault();
        // The next epoch continues the books of this one, so it waits until the members have decided.
        if (await ResolveAsync(dao, newest, cancellation)) await CloseNextAsync(dao, newest, now, cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.StepSeconds), time);
        do
        {
            try
            {
                await StepAsync(time.GetUtcNow(), stoppingToken);
            }
            catch (Exception fault) when (ChainTrouble.Is(fault))
            {
                // Anything else is a fault of ours: it stops the gateway rather than mint on.
                log.LogWarning("The chain keeps the minting waiting, next try in {StepSeconds} s: {Reason}", options.Value.StepSeconds, fault.Message);
            }
        }
        while (await tick.WaitForNextTickAsync(stoppingToken));
    }

    // An application that the registry refuses must not keep the others from their mints.
    private async Task AdmitAsync(OpenDao dao, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await admission.StepAsync(dao, now, cancellation);
        }
        catch (RevertedException refused)
        {
            log.LogWarning("The admission of new sites waits: {Reason}", refused.Message);
        }
    }

    // Also an epoch that is long paid is looked at again: a chain that lost its last blocks has to be told once more.
    private async Task<bool> ResolveAsync(OpenDao dao, EpochRecord? newest, CancellationToken cancellation)
    {
        if (newest is null) return true;
        var current = newest.Root is null || newest.State == EpochState.Rejected ? catalogue.NewestAcceptedEpoch() : newest;
        if (current is null) return true;
        var after = await requests.StepAsync(dao, current, cancellation);
        return after.State is EpochState.Active or EpochState.Claimed or EpochState.Rejected;
    }

    private async Task CloseNextAsync(OpenDao dao, EpochRecord? newest, DateTimeOffset now, CancellationToken cancellation)
    {
        var calendar = new DaoCalendar(dao.Network.DayOffsetSeconds, options.Value.DaysPerEpoch ?? (gateway.Value.Demo ? 1 : 7));
        if (EpochDue.Next(calendar, newest, FirstSealed(now.ToUnixTimeSeconds())) is not { } number) return;
        var period = calendar.PeriodOfEpoch(number);
        if (newest is not null && newest.ToUnixSeconds != period.Start)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"The epochs so far have {(newest.ToUnixSeconds - newest.FromUnixSeconds) / DaoCalendar.SecondsPerDay} days, the setting Minting:DaysPerEpoch says {(period.End - period.Start) / DaoCalendar.SecondsPerDay}: epochs are counted from the beginning of time, so their length stays."));
        if (!IsDue(period, now)) return;

        var facts = await FactsReader.ReadAsync(dao.Client, catalogue.Devices(), cancellation);
        var closed = new EpochClosing(catalogue, options.Value, mining.Value.ShareSeconds, PublicUrl).Close(number, period, facts, catalogue.NewestAcceptedEpoch(), now);
        if (!catalogue.AddEpoch(closed.Record, closed.EvidenceJson, closed.LeavesJson)) return;
        live.PublishEpoch(number);
        log.LogInformation("Epoch {Number} is closed: {EnergyWei} wei ENERGY, {DecaWei} wei DECA for {Sites} sites.",
            number, closed.Record.EnergyWei, closed.Record.DecaWei, facts.Sites.Count);
    }

    private bool IsDue(Period period, DateTimeOffset now)
    {
        var hours = options.Value.CloseAfterHours;
        if (!gateway.Value.Demo) return EpochDue.IsDue(period, now, hours);
        return EpochDue.IsDueInDemo(period, now, hours, catalogue.Devices().Max(device => device.AppliedAt), SealedUpTo());
    }

    private Uri PublicUrl => new(options.Value.PublicUrl ?? string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{gateway.Value.HttpPort}"));

    private IEnumerable<long> FirstSealed(long nowUnixSeconds) =>
        from device in catalogue.Devices()
        where device.State == DeviceState.Registered && device.CommissionedAt is not null
        let first = catalogue.SealedReports(device.Id).FirstOrDefault(report =>
            report.SlotEndUnixSeconds > device.CommissionedAt!.Value.ToUnixTimeSeconds() && report.SlotEndUnixSeconds <= nowUnixSeconds)
        where first is not null
        select first.SlotEndUnixSeconds;

    // A device that waits for its admission counts as one that has nothing sealed: the demo's epoch waits for it.
    private List<long?> SealedUpTo() =>
        [.. catalogue.Devices().Where(device => device.State is DeviceState.Registered or DeviceState.Applied)
            .Select(device => device.State == DeviceState.Applied ? null : SealedWithoutHoleUpTo(device.Id))];

    // The newest seal alone does not do: a report of this minute overtakes the spool that is still on its way.
    private long? SealedWithoutHoleUpTo(DeviceId device) =>
        catalogue.LastTimedUpTo(device, catalogue.Have(device).Sequence)?.SlotEndUnixSeconds;
}
