using GreenPow.Gateway.Metering;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Metering;

public sealed class ReportDoorTests
{
    private readonly TestMeter meter = new();

    [Fact]
    public void A_sealed_report_of_a_known_device_is_accepted()
    {
        using var gateway = new TestGateway(meter);
        var result = gateway.Submit(meter, meter.Report(seal: true));
        Assert.Equal((1, 0, 0, 1, 1ul), (result.Accepted, result.Duplicates, result.Refused, result.Sealed, result.Have.Sequence));
        Assert.Empty(gateway.Catalogue.Findings(meter.Id));
    }

    [Fact]
    public void Any_flipped_bit_in_a_sealed_report_is_refused_and_changes_nothing()
    {
        using var gateway = new TestGateway(meter);
        var frame = meter.Report(seal: true);
        var payload = new List<byte[]>();
        for (var bit = 0; bit < 8 * frame.Length; bit++) payload.Add(Flip(frame, bit));
        foreach (var chunk in payload.Chunk(60))
        {
            var result = gateway.Submit(meter, chunk);
            Assert.Equal((0, 0, chunk.Length, 0ul), (result.Accepted, result.Duplicates, result.Refused, result.Have.Sequence));
        }
        Assert.Empty(gateway.Log.Scan(0));
        Assert.Equal(1, gateway.Submit(meter, frame).Sealed);
    }

    [Fact]
    public void Bytes_that_are_no_frame_are_malformed()
    {
        using var gateway = new TestGateway(meter);
        AssertRefused(gateway, RefusalReason.Malformed, gateway.Submit(meter, [1, 2, 3]));
    }

    [Fact]
    public void A_length_beyond_the_payload_is_malformed_and_the_frames_before_it_count()
    {
        using var gateway = new TestGateway(meter);
        byte[] payload = [.. TestGateway.Payload(meter.Report(seal: true)), 0xFF, 0x00, 0x47];
        var result = gateway.SubmitPayload(meter.Id, TestGateway.ReceivedAfter(meter), payload);
        Assert.Equal((1, 1), (result.Accepted, result.Refused));
        Assert.Equal(RefusalReason.Malformed, gateway.Catalogue.Rejects(meter.Id).Single().Reason);
    }

    [Fact]
    public void An_empty_payload_is_malformed()
    {
        using var gateway = new TestGateway(meter);
        AssertRefused(gateway, RefusalReason.Malformed, gateway.SubmitPayload(meter.Id, TestGateway.ReceivedAfter(meter), []));
    }

    [Fact]
    public void A_report_on_the_topic_of_another_device_is_refused()
    {
        var other = new TestMeter();
        using var gateway = new TestGateway(meter, other);
        AssertRefused(gateway, RefusalReason.WrongTopic, gateway.Submit(meter.Id, TestGateway.ReceivedAfter(other), other.Report(seal: true)));
        Assert.Empty(gateway.Catalogue.Rejects(other.Id));
        Assert.Null(gateway.Catalogue.Status(other.Id, 0, TestGateway.ReceivedAfter(other)).LastSeenUnixSeconds);
    }

    [Fact]
    public void A_device_that_never_applied_is_refused()
    {
        using var gateway = new TestGateway();
        var result = gateway.Submit(meter, meter.Report(seal: true));
        Assert.Equal((0, 1), (result.Accepted, result.Refused));
        Assert.Equal(RefusalReason.UnknownDevice, gateway.Catalogue.Rejects(default).Single().Reason);
        Assert.Empty(gateway.Log.Scan(0));
    }

    [Fact]
    public void A_revoked_device_is_refused()
    {
        using var gateway = new TestGateway(meter);
        gateway.Catalogue.ChangeDevice(meter.Id, device => device with { State = DeviceState.Revoked });
        AssertRefused(gateway, RefusalReason.Revoked, gateway.Submit(meter, meter.Report(seal: true)));
    }

    [Theory]
    [InlineData(DeviceState.Applied)]
    [InlineData(DeviceState.Suspended)]
    public void A_device_that_is_not_minted_for_is_stored_all_the_same(DeviceState state)
    {
        using var gateway = new TestGateway(meter);
        gateway.Catalogue.ChangeDevice(meter.Id, device => device with { State = state });
        Assert.Equal(1, gateway.Submit(meter, meter.Report(seal: true)).Accepted);
    }

    [Fact]
    public void The_second_signature_that_verifies_is_refused_for_its_high_s()
    {
        using var gateway = new TestGateway(meter);
        var frame = meter.Report(seal: true);
        byte[] high = [.. frame[..^64], .. TestMeter.OtherS(frame.AsSpan(frame.Length - 64))];
        AssertRefused(gateway, RefusalReason.BadSignature, gateway.Submit(meter, high));
    }

    [Fact]
    public void A_seal_by_another_key_is_refused()
    {
        var thief = new TestMeter();
        using var gateway = new TestGateway(meter);
        var frame = meter.Report(seal: true);
        byte[] forged = [.. frame[..^64], .. thief.Sign(FrameKind.Report, frame, frame.Length - 64)];
        AssertRefused(gateway, RefusalReason.BadSignature, gateway.Submit(meter, forged));
    }

    [Fact]
    public void A_sequence_above_what_the_catalogue_can_count_is_malformed()
    {
        using var gateway = new TestGateway(meter);
        AssertRefused(gateway, RefusalReason.Malformed, gateway.Submit(meter, meter.Report(change: frame => frame.Sequence = ulong.MaxValue)));
    }

    [Fact]
    public void A_status_frame_is_kept_if_its_device_signed_it()
    {
        using var gateway = new TestGateway(meter);
        var status = meter.Status(TestMeter.FirstSlotStart);
        Assert.Equal(1, SubmitStatus(gateway, status).Accepted);
        Assert.Equal(status, gateway.Catalogue.NewestRecord(meter.Id, FrameKind.Status)?.Frame);

        gateway.Restart(deleteSeries: true);
        Assert.Equal(status, gateway.Catalogue.NewestRecord(meter.Id, FrameKind.Status)?.Frame);
        status[40] ^= 1;
        AssertRefused(gateway, RefusalReason.BadSignature, SubmitStatus(gateway, status));
    }

    internal static byte[] Flip(byte[] frame, int bit)
    {
        var flipped = frame.ToArray();
        flipped[bit / 8] ^= (byte)(1 << bit % 8);
        return flipped;
    }

    private IngestResult SubmitStatus(TestGateway gateway, byte[] status)
    {
        var submitted = gateway.Ingest.SubmitStatusAsync(meter.Id, status, TestGateway.ReceivedAfter(meter), TestContext.Current.CancellationToken);
        gateway.Step();
        return TestGateway.Result(submitted);
    }

    private void AssertRefused(TestGateway gateway, RefusalReason reason, IngestResult result)
    {
        Assert.Equal((0, 0, 1), (result.Accepted, result.Duplicates, result.Refused));
        Assert.Equal(reason, gateway.Catalogue.Rejects(meter.Id).First().Reason);
        Assert.DoesNotContain(gateway.Log.Scan(0), entry => entry.Kind == FrameKind.Report);
        Assert.Empty(gateway.Catalogue.Findings(meter.Id));
    }
}
