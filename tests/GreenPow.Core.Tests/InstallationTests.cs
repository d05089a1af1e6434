using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class InstallationTests
{
    [Fact]
    public void The_device_signs_its_commissioning_record()
    {
        CommissioningFrame frame = new Bench().Commissioning(new CommissioningChannel { Role = ChannelRole.Generation });
        byte[] bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        byte[] digest = new byte[32];
        FrameSigning.Digest(FrameKind.Commissioning, bytes, 0, frame.LengthBeforeSignature, digest);
        Assert.True(P256.Verify(Bench.RealSigner.PublicKey, digest, frame.Signature, 0));
    }

    [Fact]
    public void The_device_signs_whose_it_is()
    {
        OwnershipFrame frame = new() { ChainId = 31337, Nonce = 1 };
        frame.Owner[0] = 0xAB;
        Assert.True(DeviceRecords.SignOwnership(Bench.RealSigner, frame));
        byte[] bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        byte[] digest = new byte[32];
        FrameSigning.Digest(FrameKind.Ownership, bytes, 0, frame.LengthBeforeSignature, digest);
        Assert.True(P256.Verify(Bench.RealSigner.PublicKey, digest, frame.Signature, 0));
    }

    [Fact]
    public void An_expired_calibration_is_said_in_every_report()
    {
        Bench bench = new() { Signer = new ConstantSigner() };
        CommissioningFrame frame = bench.Commissioning(new CommissioningChannel { Role = ChannelRole.Generation, UncertaintyHundredths = 50 });
        frame.Expires = (uint)Bench.Midnight + 90;
        bench.Commission(frame).Boot();
        List<ReportFrame> reports = bench.Run(180).Reports();
        Assert.Equal([false, true, true], reports.Select(r => (r.Flags & ReportFlags.CalibrationMissing) != 0));
    }

    [Fact]
    public void A_gain_that_no_working_meter_needs_is_refused()
    {
        Bench bench = new();
        CommissioningFrame frame = bench.Commissioning(new CommissioningChannel { Role = ChannelRole.Generation, GainPartsPerMillion = 200_001 });
        Assert.Throws<ArgumentException>(() => bench.Commission(frame));
    }

    [Fact]
    public void What_is_clipped_or_browned_out_is_said_once()
    {
        Bench bench = new Bench { Signer = new ConstantSigner(), ResetReason = ResetReason.BrownOut }.Commission().Boot();
        bench.Meter.IsClipped = true;
        bench.Run(30);
        bench.Meter.IsClipped = false;
        List<ReportFrame> reports = bench.Run(120).Reports();
        const ushort both = ReportFlags.BrownOut | ReportFlags.InputClipped;
        Assert.Equal([both, 0], reports.Take(2).Select(r => r.Flags & both));
    }

    [Fact]
    public void A_meter_that_does_not_answer_counts_nothing_and_the_others_go_on()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission().Boot();
        bench.Run(60);
        bench.Meter.IsBroken = true;
        bench.Run(60);
        List<ReportFrame> reports = bench.Reports();
        Assert.Equal(2, reports.Count);
        Assert.Equal(reports[0].Channels[0].EnergyMilliwattHours, reports[1].Channels[0].EnergyMilliwattHours);
    }
}
