using System.Security.Cryptography;
using GreenPow.Storage;

namespace GreenPow.Gateway.Tests.Metering;

public sealed class EquivocationTests : IDisposable
{
    private readonly TestMeter meter = new();
    private readonly TestGateway gateway;

    public EquivocationTests()
    {
        gateway = new(meter);
        gateway.Submit(meter, meter.Reports(5));
    }

    [Fact]
    public void Two_sealed_reports_of_one_sequence_suspend_the_device_and_both_are_kept()
    {
        var (one, other) = (meter.State, meter.Report(seal: true));
        meter.State = one;
        var second = meter.Report(seal: true, watts: 200);
        gateway.Submit(meter, other, second);

        var found = Assert.Single(gateway.Catalogue.Findings(meter.Id));
        Assert.Equal((Finding.Equivocation, 5ul, 6ul), (found.Kind, found.FromSequence, found.ToSequence));
        Assert.Equal(SHA256.HashData(second), found.FrameHash);
        Assert.Equal(second, gateway.Catalogue.FrameAt(found.LogPosition));
        Assert.Equal(other, gateway.Catalogue.FramesFrom(meter.Id, 6).Single());
        Assert.Equal(DeviceState.Suspended, gateway.Catalogue.Device(meter.Id)!.State);
        Assert.Equal(1, gateway.Submit(meter, second).Duplicates);
    }

    [Fact]
    public void A_seal_over_an_orphan_makes_a_second_history_of_it()
    {
        var fork = meter.State;
        var first = meter.Report(seal: true);
        meter.State = fork;
        var orphan = meter.Report(watts: 200);
        gateway.Submit(meter, first, orphan);
        Assert.Equal([Finding.Orphaned], Kinds());
        Assert.Equal(DeviceState.Registered, gateway.Catalogue.Device(meter.Id)!.State);

        gateway.Submit(meter, meter.Report(seal: true));
        Assert.Contains(gateway.Catalogue.Findings(meter.Id), found => found.Kind == Finding.Equivocation && found.FrameHash.SequenceEqual(SHA256.HashData(orphan)));
        Assert.Equal(DeviceState.Suspended, gateway.Catalogue.Device(meter.Id)!.State);
    }

    [Fact]
    public void An_unsealed_report_that_a_seal_names_beside_a_sealed_one_is_a_second_history()
    {
        var fork = meter.State;
        var first = meter.Report(seal: true);
        meter.State = fork;
        var other = meter.Report(watts: 200);
        var sealing = meter.Report(seal: true);
        gateway.Submit(meter, first, sealing);
        Assert.Equal([Finding.ChainBroken], Kinds());

        gateway.Submit(meter, other);
        Assert.Equal([Finding.Equivocation, Finding.ChainBroken], Kinds());
        Assert.Equal(DeviceState.Suspended, gateway.Catalogue.Device(meter.Id)!.State);
    }

    [Fact]
    public void The_suspension_is_found_again_in_the_log_but_not_after_the_DAO_has_decided()
    {
        var fork = meter.State;
        var first = meter.Report(seal: true);
        meter.State = fork;
        gateway.Submit(meter, first, meter.Report(seal: true, watts: 200));
        gateway.Catalogue.ChangeDevice(meter.Id, device => device with { State = DeviceState.Registered });

        gateway.Restart(deleteSeries: true);
        Assert.Equal([Finding.Equivocation], Kinds());
        Assert.Equal(DeviceState.Registered, gateway.Catalogue.Device(meter.Id)!.State);
    }

    public void Dispose() => gateway.Dispose();

    private Finding[] Kinds() => [.. gateway.Catalogue.Findings(meter.Id).Select(found => found.Kind)];
}
