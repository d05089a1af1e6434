using System.Security.Cryptography;
using System.Text;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class CommissioningRecordTests
{
    private static readonly byte[] InstallerSignature = [.. Enumerable.Repeat((byte)0x22, 64), 27];

    [Fact]
    public void Without_gateway_or_clock_a_record_is_made_signed_stored_and_waits()
    {
        TruthMeter meter = new() { GainPpm = 12_000, OffsetMicroamps = -800 };
        CommissioningBench bench = Finished(meter, out byte[] digest);
        byte[] bytes = bench.ReadAll(InstallerCommand.ReadFrame);
        CommissioningFrame frame = Read(bytes);
        Assert.Equal((1u, 1UL, CommissioningBench.Now2026), (frame.Record, frame.FromSequence, frame.UnixTime));
        Assert.Equal(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, frame.NetworkId);
        Assert.Equal((48137, 11575, 440u), (frame.LatitudeMillidegrees, frame.LongitudeMillidegrees, frame.PanelWatts));
        byte[] expected = new byte[32];
        FrameSigning.Digest(FrameKind.Commissioning, bytes, 0, frame.LengthBeforeSignature, expected);
        Assert.Equal(expected, digest);
        Assert.True(P256.Verify(Bench.RealSigner.PublicKey, digest, frame.Signature, 0));
        Assert.Equal(frame.ReportHash, SHA256.HashData(bench.ReadAll(InstallerCommand.ReadReport)));

        Assert.Equal(["ok", "1"], bench.Ask(InstallerCommand.AddInstallerSignature, InstallerSignature));
        CommissioningStore store = Store(bench.Installer.Flash);
        Assert.Equal(1u, store.LastRecord);
        Assert.Equal(InstallerSignature, store.LoadFrame().InstallerSignature);
        Assert.Equal(frame.ReportHash, SHA256.HashData(store.LoadReport()));
        RecordBox box = new(bench.Installer.Flash);
        box.Load();
        Assert.Equal(1, box.Count);
        Assert.Equal(["ok"], bench.Ask(InstallerCommand.EndCommissioning));
        bench.Installer.Run(50);
        Assert.True(bench.Installer.Provisioner.WantsRestart);
    }

    [Fact]
    public void A_channel_of_the_record_measures_the_truth()
    {
        TruthMeter meter = new() { GainPpm = -20_000, OffsetMicroamps = 4_000 };
        CommissioningBench bench = Finished(meter, out _);
        bench.Ask(InstallerCommand.AddInstallerSignature);
        Installation installation = new(bench.Installer.Flash);
        byte[] id = new byte[16];
        Identity.DeviceId(Bench.RealSigner.PublicKey, id);
        installation.Load(id);
        Channel channel = Assert.Single(installation.MakeChannels([new ChannelOptions { Role = ChannelRole.Generation }], [meter]));
        Assert.Equal(1, channel.Calibration.Record);
        foreach (double amps in new[] { 0.5, 2, 7.5 })
        {
            meter.Start();
            meter.TrueMicroamps = amps * 1e6;
            meter.Pass(1000);
            PowerReading reading = new();
            meter.Read(reading, 1000);
            channel.Sample(reading, 1000);
            // Within 0.02 %: quantisation of 1 ppm, 1 uA and 1 mW.
            Assert.InRange(channel.PowerMilliwatts, amps * 40_000 * 0.9998 - 1, amps * 40_000 * 1.0002 + 1);
        }
    }

    [Fact]
    public void The_report_holds_every_fact_in_its_one_form()
    {
        CommissioningBench bench = Finished(new TruthMeter { GainPpm = 10_000 }, out _);
        string id = InstallerBench.Id;
        Assert.Equal(
            $"""
            GreenPow commissioning report 1
            device {id}
            network 0102030405060708
            record 1
            from-sequence 1
            unix-time 1782000000
            expires 1845072000
            latitude-mdeg 48137
            longitude-mdeg 11575
            panel-W 440
            tilt-ddeg 350
            azimuth-ddeg 1800
            installer 0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
            reference Fluke 376 FC, 12345, calibrated 2026-01
            channel 0 role 1 instrument 1 meter 0 reversed 0 capacity-W 440
            zero true-uA 0 read-uA 0 spread-uA 0 mV 40000 seconds 5
            load-uA 8000000 reference-uncertainty 20 true-uA 8000000 read-uA 7920792 spread-uA 0 mV 40000 seconds 5
            result of-channel 0 gain-ppm 10000 offset-uA 0 residual 1 uncertainty 33 zero-mW 43
            end

            """.ReplaceLineEndings("\n"),
            Encoding.UTF8.GetString(bench.ReadAll(InstallerCommand.ReadReport)));
    }

    [Fact]
    public void The_next_record_counts_on_and_begins_behind_the_last_report()
    {
        Bench device = new Bench { Signer = new ConstantSigner() }.Commission().Boot();
        device.Run(180);
        device.Device.Sleep(device.Uptime);
        ulong last = device.Device.Spool.LastSequence;
        CommissioningBench bench = Finished(new TruthMeter(), out _, device.Flash);
        bench.Ask(InstallerCommand.AddInstallerSignature, InstallerSignature);
        CommissioningFrame frame = Store(device.Flash).LoadFrame();
        Assert.Equal((2u, last + 1), (frame.Record, frame.FromSequence));

        device.Boot().Run(60);
        ReportFrame report = device.Reports().Last();
        Assert.Equal(last + 1, report.Sequence);
        Assert.Equal(2, report.Channels[0].Calibration);
    }

    [Fact]
    public void A_record_made_without_a_gateway_is_published_once_there_is_one()
    {
        Bench device = new() { Signer = new ConstantSigner() };
        CommissioningBench bench = Finished(new TruthMeter(), out _, device.Flash);
        bench.Ask(InstallerCommand.AddInstallerSignature, InstallerSignature);
        device.Boot().Run(300);
        Assert.Empty(device.Link.Publishes);
        device.Link.IsReachable = true;
        device.Run(300);
        Published record = Assert.Single(device.Link.Publishes, p => p.Topic == Topics.Record(device.Device.DeviceId));
        Assert.Equal(InstallerSignature, Read(record.Payload).InstallerSignature);
    }

    [Fact]
    public void A_device_that_lost_its_storage_asks_the_gateway_first()
    {
        MemoryFlash flash = new();
        new DeviceState(flash) { IsKeyNew = true, MadeSequence = 7 }.Save();
        CommissioningBench bench = Prepared(new TruthMeter(), flash);
        Assert.Equal("The device has lost its storage: it must hear from its gateway first where its history stands", Assert.Single(bench.Ask(InstallerCommand.Finish)));
    }

    [Fact]
    public void A_record_that_waits_for_its_first_report_is_counted_too()
    {
        Bench device = new Bench { Signer = new ConstantSigner() }.Commission();
        CommissioningFrame waiting = device.Commissioning(new CommissioningChannel { Role = ChannelRole.Generation });
        (waiting.Record, waiting.FromSequence) = (4, 1000);
        Assert.True(new Installation(device.Flash).SaveNext(waiting));
        Assert.Equal(4u, Store(device.Flash).LastRecord);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        TruthMeter meter = new();
        CommissioningBench bench = new CommissioningBench(meter).Begin();
        Assert.Equal("The site is not set", Assert.Single(bench.Ask(InstallerCommand.Finish)));
        bench.Ask(InstallerCommand.SetSite, CommissioningBench.Site());
        Assert.Equal("The reference instrument is not set", Assert.Single(bench.Ask(InstallerCommand.Finish)));
        bench.Ask(InstallerCommand.SetReference, [.. "Fluke"u8]);
        Assert.Equal("Channel 0 is not calibrated", Assert.Single(bench.Ask(InstallerCommand.Finish)));
        bench.Calibrate(0, 8_000_000);
        Assert.Equal("Channel 0 has no registered watts", Assert.Single(bench.Ask(InstallerCommand.Finish)));
        bench.Describe();
        Assert.Equal("Nothing is finished yet", Assert.Single(bench.Ask(InstallerCommand.AddInstallerSignature)));
        Assert.Equal("ok", bench.Ask(InstallerCommand.Finish)[0].ToString());
    }

    [Fact]
    public void A_site_that_cannot_be_is_refused()
    {
        CommissioningBench bench = new CommissioningBench(new TruthMeter()).Begin();
        const uint now = CommissioningBench.Now2026;
        Assert.Equal("It expires at 1782000000, must be behind 1782000000 and at most ten years", Assert.Single(bench.Ask(InstallerCommand.SetSite, CommissioningBench.Site(now, now))));
        Assert.StartsWith("It expires at", Assert.Single(bench.Ask(InstallerCommand.SetSite, CommissioningBench.Site(now, now + 400_000_000))), StringComparison.Ordinal);
        Assert.Equal("The time 5 is before 2024", Assert.Single(bench.Ask(InstallerCommand.SetSite, CommissioningBench.Site(5, 100))));
        Assert.Equal("The reference instrument is one line", Assert.Single(bench.Ask(InstallerCommand.SetReference, [.. "Fluke\nresult"u8])));
        byte[] site = CommissioningBench.Site();
        BitConverter.GetBytes(90_001).CopyTo(site, 8);
        Assert.Equal("The place 90001, 11575 millidegrees is not on Earth", Assert.Single(bench.Ask(InstallerCommand.SetSite, site)));
    }

    [Fact]
    public void The_devices_own_clock_counts_where_it_is_set()
    {
        CommissioningBench bench = new CommissioningBench(new TruthMeter()).Begin();
        bench.Installer.Clock.IsSynchronised = true;
        Assert.Equal("It expires at 100, must be behind 1782000000 and at most ten years", Assert.Single(bench.Ask(InstallerCommand.SetSite, CommissioningBench.Site(5, 100))));
    }

    [Fact]
    public void A_power_cut_while_storing_leaves_the_old_record_or_the_new_one_on_its_way()
    {
        for (int cut = 1; cut <= 5; cut++)
        {
            for (int permille = 0; permille <= 1000; permille += 250)
            {
                CommissioningBench bench = Finished(new TruthMeter(), out _);
                MemoryFlash flash = bench.Installer.Flash;
                flash.CutAtOperation = flash.Operations + cut;
                flash.CutPermille = permille;
                Assert.Throws<PowerCutException>(() => bench.Ask(InstallerCommand.AddInstallerSignature, InstallerSignature));
                CommissioningStore store = Store(flash);
                store.Boot();
                RecordBox box = new(flash);
                box.Load();
                Assert.Equal(store.LastRecord == 1, box.Count > 0);
                if (store.LastRecord == 1) Assert.Equal(store.LoadFrame().ReportHash, SHA256.HashData(store.LoadReport()));
                store.Boot();
                Assert.DoesNotContain("commission-pending", flash.Names);
            }
        }
    }

    [Fact]
    public void A_broken_installers_signature_is_refused()
    {
        CommissioningBench bench = Finished(new TruthMeter(), out _);
        byte[] wrong = [.. InstallerSignature];
        wrong[64] = 1;
        Assert.Equal("The signature's last byte is 1, must be 27 or 28", Assert.Single(bench.Ask(InstallerCommand.AddInstallerSignature, wrong)));
        Assert.Empty(bench.AskRaw(InstallerCommand.AddInstallerSignature, 1, 2));
        Assert.Equal(ImprovError.InvalidRpc, bench.Installer.Radio.Errors[^1]);
    }

    [Fact]
    public void Opposite_channels_of_one_meter_share_its_calibration()
    {
        CommissioningBench bench = new([new TruthMeter { GainPpm = 5000 }], [ChannelRole.BatteryCharge, 0, 0, ChannelRole.BatteryDischarge, 0, 1]);
        bench.Begin();
        Assert.Equal("ok", bench.Calibrate(1, -8_000_000)[0]);
        bench.Describe(2);
        Assert.Equal("ok", bench.Ask(InstallerCommand.Finish)[0]);
        CommissioningFrame frame = Read(bench.ReadAll(InstallerCommand.ReadFrame));
        Assert.Equal(frame.Channels[1].GainPartsPerMillion, frame.Channels[0].GainPartsPerMillion);
        Assert.InRange(frame.Channels[0].GainPartsPerMillion, 4999, 5001);
    }

    private static CommissioningBench Finished(TruthMeter meter, out byte[] digest, MemoryFlash? flash = null)
    {
        CommissioningBench bench = Prepared(meter, flash);
        List<byte[]> strings = InstallerBench.Strings(bench.AskRaw(InstallerCommand.Finish));
        Assert.Equal("ok", Encoding.ASCII.GetString(strings[0]));
        digest = strings[3];
        return bench;
    }

    private static CommissioningBench Prepared(TruthMeter meter, MemoryFlash? flash = null)
    {
        CommissioningBench bench = new CommissioningBench([meter], [ChannelRole.Generation, 0, 0], flash).Begin();
        Assert.Equal("ok", bench.Calibrate(0, 8_000_000)[0]);
        bench.Describe();
        return bench;
    }

    private static CommissioningStore Store(MemoryFlash flash)
    {
        byte[] id = new byte[16];
        Identity.DeviceId(Bench.RealSigner.PublicKey, id);
        return new CommissioningStore(flash, id);
    }

    private static CommissioningFrame Read(byte[] bytes)
    {
        CommissioningFrame frame = new();
        Assert.True(frame.TryRead(bytes, 0, bytes.Length, out byte fault), FrameFault.Text(fault));
        return frame;
    }
}
