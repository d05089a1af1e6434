using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using GreenPow.Core;
using GreenPow.Simulator.Hardware;
using GreenPow.Simulator.Sites;
using GreenPow.Wire;

namespace GreenPow.Simulator.Tests.Sites;

public sealed class FleetDayTests(FleetDayFixture fixture) : IClassFixture<FleetDayFixture>
{
    /// <summary>Class of an INA228: 0.5 % of the reading and 20 mW over 24 hours.</summary>
    private const double UncertaintyShare = 0.005;
    private const double ZeroMilliwattHours = 20 * 24;

    [Fact]
    public void Every_device_leaves_exactly_1440_reports_in_its_spool()
    {
        foreach (var site in fixture.Fleet.Sites)
            Assert.Equal(1440, Reports(site).Count);
    }

    /// <summary>Checked with the base library's SHA-256 and ECDSA, on raw bytes.</summary>
    [Fact]
    public void Every_chain_reaches_from_the_genesis_to_a_seal_at_the_end_of_the_day()
    {
        foreach (var site in fixture.Fleet.Sites)
        {
            var previous = Genesis(site);
            ulong sequence = 1;
            var seals = 0;
            var reports = Reports(site);
            foreach (var report in reports)
            {
                Assert.Equal(sequence++, BinaryPrimitives.ReadUInt64LittleEndian(report.AsSpan(20)));
                Assert.Equal(previous, report[40..72]);
                previous = SHA256.HashData(report);
                if (IsSealed(report))
                {
                    Assert.True(SealHolds(site, report));
                    seals++;
                }
            }
            Assert.True(IsSealed(reports[0]));
            Assert.True(IsSealed(reports[^1]));
            Assert.InRange(seals, 144, 150);
        }
    }

    [Fact]
    public void The_slots_fill_the_day_without_a_gap()
    {
        foreach (var site in fixture.Fleet.Sites)
        {
            var reports = Reports(site);
            for (var index = 0; index < reports.Count; index++)
            {
                Assert.Equal(FleetDayFixture.DayStart + 60 * index, BinaryPrimitives.ReadUInt32LittleEndian(reports[index].AsSpan(28)));
                Assert.Equal(60, BinaryPrimitives.ReadUInt16LittleEndian(reports[index].AsSpan(32)));
            }
        }
    }

    [Fact]
    public void What_is_counted_is_true_within_the_stated_uncertainty()
    {
        foreach (var truth in Meters)
        {
            AssertWithin(truth.TruthMilliwattHours, truth.CountedMilliwattHours[0]);
            AssertWithin(truth.SentTruthMilliwattHours, truth.CountedMilliwattHours[2]);
        }
        for (var feeder = 0; feeder < 3; feeder++)
            AssertWithin(Storage.ReceivedTruthMilliwattHours[feeder], Storage.CountedMilliwattHours[feeder]);
    }

    [Fact]
    public void The_uncertainty_of_the_day_is_at_most_one_percent_even_under_clouds()
    {
        foreach (var truth in Meters)
            Assert.InRange(UncertaintyShare + ZeroMilliwattHours / truth.CountedMilliwattHours[0], 0, 0.01);
    }

    [Fact]
    public void The_lower_bound_of_what_was_received_keeps_985_permille_of_the_truth()
    {
        for (var feeder = 0; feeder < 3; feeder++)
        {
            var lower = Storage.CountedMilliwattHours[feeder] * (1 - UncertaintyShare) - ZeroMilliwattHours;
            Assert.InRange(lower / Storage.ReceivedTruthMilliwattHours[feeder], 0.985, 1);
        }
    }

    [Fact]
    public void Two_to_three_percent_are_lost_on_every_line()
    {
        for (var feeder = 0; feeder < 3; feeder++)
            Assert.InRange(1 - (double)Storage.ReceivedTruthMilliwattHours[feeder] / Meters[feeder].SentTruthMilliwattHours, 0.02, 0.03);
    }

    [Fact]
    public void Every_miner_ran_on_the_sun_for_hours()
    {
        foreach (var truth in Meters)
            Assert.InRange(truth.CountedMilliwattHours[1], 200_000, truth.CountedMilliwattHours[0] / 2);
    }

    [Fact]
    public void An_opened_fleet_is_the_same_fleet_with_its_day_behind_it()
    {
        using var again = fixture.OpenAgain();
        Assert.Equal(fixture.Fleet.Sites.Select(site => site.Device.DeviceId), again.Sites.Select(site => site.Device.DeviceId));
        Assert.Equal(FleetDayFixture.DayStart, again.DayStartUnixSeconds);
        Assert.Equal(fixture.Day.Devices[0].TruthMilliwattHours, again.Day!.Devices[0].TruthMilliwattHours);
    }

    [Fact]
    public void An_application_carries_a_commissioning_record_that_the_device_signed()
    {
        var site = fixture.Fleet.Sites[0];
        var application = fixture.Fleet.ApplicationFor(site, owner: new byte[20]);
        var frame = new CommissioningFrame();
        Assert.True(frame.TryRead(application.CommissioningFrame, 0, application.CommissioningFrame.Length, out _));
        Assert.Equal(600u, frame.PanelWatts);
        Assert.Equal(32_230, frame.LatitudeMillidegrees);
        Assert.NotEqual(0, frame.Channels[0].GainPartsPerMillion);
        Assert.True(Holds(site, "commissioning", application.CommissioningFrame, frame.LengthBeforeSignature));
        Assert.True(Holds(site, "ownership", application.OwnershipFrame, OwnershipFrame.FixedLength));
    }

    [Fact]
    public void A_storage_names_its_feeders_in_the_order_of_its_channels()
    {
        var application = fixture.Fleet.ApplicationFor(fixture.Fleet.Sites[3], owner: new byte[20]);
        Assert.Equal(fixture.Fleet.Sites.Take(3).Select(site => site.Device.DeviceId), application.Feeders);
    }

    [Fact]
    public void A_device_key_can_be_read_by_its_owner_only()
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (var site in fixture.Fleet.Sites)
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(site.Device.FlashFolder));
    }

    private DayTruth[] Meters => [.. fixture.Day.Devices.Take(3)];

    private DayTruth Storage => fixture.Day.Devices[3];

    private static void AssertWithin(long truth, long counted) =>
        Assert.InRange(counted, truth - truth * UncertaintyShare - ZeroMilliwattHours, truth + truth * UncertaintyShare + ZeroMilliwattHours);

    private static List<byte[]> Reports(SimulatedSite site)
    {
        using var flash = new FolderFlash(site.Device.FlashFolder);
        var options = new DeviceOptions();
        var spool = new Spool(flash, new DeviceState(flash), Convert.FromHexString(site.Device.DeviceId), options.SpoolCapacityBytes, options.SpoolFileBytes);
        Assert.True(spool.Recover(new ReportFrame(), out _));
        var bytes = new byte[ReportFrame.MaximumLength];
        var reports = new List<byte[]>();
        for (var sequence = spool.FirstSequence; sequence <= spool.LastSequence; sequence++)
            reports.Add(bytes[..spool.Read(sequence, bytes, 0)]);
        return reports;
    }

    private byte[] Genesis(SimulatedSite site) => SHA256.HashData(
        [.. Encoding.ASCII.GetBytes("GreenPow/1 genesis\0"), .. fixture.Network.NetworkId, .. Convert.FromHexString(site.Device.DeviceId)]);

    private static bool IsSealed(byte[] report) => (BinaryPrimitives.ReadUInt16LittleEndian(report.AsSpan(34)) & 0x8000) != 0;

    private static bool SealHolds(SimulatedSite site, byte[] report) => Holds(site, "report", report, report.Length - 64);

    private static bool Holds(SimulatedSite site, string kind, byte[] frame, int lengthBeforeSignature)
    {
        var key = site.Device.Signer.PublicKey;
        using var verifier = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = key[1..33], Y = key[33..65] },
        });
        byte[] signed = [.. Encoding.ASCII.GetBytes($"GreenPow/1 {kind}\0"), .. frame[..lengthBeforeSignature]];
        return verifier.VerifyData(signed, frame.AsSpan(lengthBeforeSignature, 64), HashAlgorithmName.SHA256);
    }
}
