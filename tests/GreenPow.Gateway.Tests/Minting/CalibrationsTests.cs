using GreenPow.Dao;
using GreenPow.Gateway.Minting;
using GreenPow.Gateway.Tests.Metering;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Minting;

/// <summary>A calibration that was renewed in the field holds from its report on, and nobody renews it alone.</summary>
public sealed class CalibrationsTests : IDisposable
{
    private const uint Admitted = 1_000_000, Expires = 2_000_000;

    private readonly EthereumKey installer = EthereumKey.Create();

    public void Dispose() => installer.Dispose();

    [Fact]
    public void A_renewal_by_the_admitted_installer_holds_from_the_report_that_it_names()
    {
        var calibrations = With(Renewal(fromSequence: 500));
        Assert.Equal((Expires, 50), Of(calibrations.For(Report(499, Expires - 100))));
        Assert.Equal((3_000_000L, 80), Of(calibrations.For(Report(500, Expires - 100))));
    }

    [Fact]
    public void A_renewal_does_not_reach_back_before_its_date() =>
        Assert.Equal((Expires, 50), Of(With(Renewal(fromSequence: 1)).For(Report(10, Expires - 1_000))));

    [Fact]
    public void Of_two_renewals_the_later_record_holds() => Assert.Equal((4_000_000L, 80), Of(With(
        Renewal(3, frame => frame.Expires = 4_000_000, record: 3), Renewal(2)).For(Report(10, Expires))));

    public static TheoryData<string, Action<CommissioningFrame>> OtherBuilds => new()
    {
        { "another role", frame => frame.Channels[0].Role = ChannelRole.SentToStorage },
        { "another instrument", frame => frame.Channels[0].Instrument = Instrument.Atm90E32 },
        { "more watts", frame => frame.Channels[0].CapacityWatts = 5_000 },
        { "another channel", frame => frame.ChannelCount = 2 },
        { "another network", frame => frame.NetworkId[0] ^= 1 },
        { "another installer", frame => frame.Installer[0] ^= 1 },
        { "the first record again", frame => frame.Record = 1 },
    };

    [Theory]
    [MemberData(nameof(OtherBuilds))]
    public void A_record_that_says_anything_else_changes_nothing(string what, Action<CommissioningFrame> change)
    {
        Assert.NotEmpty(what);
        Assert.Equal((Expires, 50), Of(With(Renewal(2, change)).For(Report(10, Expires))));
    }

    [Fact]
    public void A_renewal_that_the_installer_did_not_sign_changes_nothing()
    {
        using var owner = EthereumKey.Create();
        Assert.Equal((Expires, 50), Of(With(Frame(2, 2, Expires - 500, 3_000_000, 80, null, signer: owner)).For(Report(10, Expires))));
    }

    [Fact]
    public void Without_a_record_no_instrument_is_known_and_nothing_expires() =>
        Assert.Equal(long.MaxValue, Calibrations.Of(new TestMeter().Record, [Renewal(2)]).For(Report(10, Expires)).Expires);

    private Calibrations With(params byte[][] records) => Calibrations.Of(new TestMeter().Record with
    {
        CommissioningFrame = Frame(1, 1, Admitted, Expires, 50, null, installer),
        Channels = [new(ChannelRole.Generation, Instrument.Ina228, 50, 400, 20)],
    }, records);

    private byte[] Renewal(ulong fromSequence, Action<CommissioningFrame>? change = null, uint record = 2) => Frame(record, fromSequence, Expires - 500, 3_000_000, 80, change, installer);

    private byte[] Frame(uint record, ulong fromSequence, uint at, uint expires, ushort uncertainty, Action<CommissioningFrame>? change, EthereumKey signer)
    {
        var frame = new CommissioningFrame { Record = record, FromSequence = fromSequence, UnixTime = at, Expires = expires, ChannelCount = 1 };
        TestMeter.Network.CopyTo(frame.NetworkId, 0);
        installer.Address.CopyTo(frame.Installer);
        (frame.Channels[0].Role, frame.Channels[0].Instrument, frame.Channels[0].UncertaintyHundredths) = (ChannelRole.Generation, Instrument.Ina228, uncertainty);
        (frame.Channels[0].CapacityWatts, frame.Channels[0].ZeroMilliwatts) = (400, 20);
        (frame.Channels[1].Role, frame.Channels[1].Instrument) = (ChannelRole.MiningLoad, Instrument.Ina228);
        change?.Invoke(frame);
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        var digest = new byte[Sha256.DigestLength];
        FrameSigning.Digest(FrameKind.Commissioning, bytes, 0, frame.LengthBeforeSignature, digest);
        signer.SignMessage(digest).ToBytes().CopyTo(frame.InstallerSignature, 0);
        frame.Write(bytes, 0);
        return bytes;
    }

    private static SealedReport Report(ulong sequence, long endUnixSeconds) => new(sequence, (uint)(endUnixSeconds - 60), 60, 0, 0, []) { FrameHash = new byte[32], ReceivedAt = default };

    private static (long Expires, int UncertaintyHundredths) Of(CalibrationInForce calibration) => (calibration.Expires, calibration.Channels[0].UncertaintyHundredths);
}
