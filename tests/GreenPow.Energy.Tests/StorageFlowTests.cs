namespace GreenPow.Energy.Tests;

/// <summary>Energy between two meters is compared only over the time that both tell of.</summary>
public class StorageFlowTests
{
    private static readonly EnergyRole[] sending = [EnergyRole.SentToStorage];
    private static readonly EnergyRole[] receiving = [EnergyRole.StorageReceived];

    private static List<SealedPoint> Sent() => Chains.Of(Chains.Exact, sending, Enumerable.Repeat(new long[] { 100 }, 60));

    private static List<SealedPoint> Received() => Chains.Of(Chains.Exact, receiving, Enumerable.Repeat(new long[] { 97 }, 60));

    private static StorageFlow Flow(List<SealedPoint> sent, List<SealedPoint> received) =>
        StorageFlow.Between(Chains.Judge(sent).Steps, Chains.Judge(received).Steps, Chains.Feeding)!;

    [Fact]
    public void What_the_faster_meter_tells_beyond_the_slower_one_waits()
    {
        var flow = Flow(Sent(), Received()[..31]);
        Assert.Equal((3_000L, 2_910L), (flow.Sent.Value.Value, flow.Received.Value.Value));
        Assert.Equal((31ul, 31ul), (flow.SentSequence, flow.ReceivedSequence));
    }

    [Fact]
    public void Energy_received_while_the_sender_lost_its_history_is_not_counted()
    {
        var sent = Sent();
        for (var i = 20; i < sent.Count; i++) sent[i] = sent[i] with { Segment = 1 };
        sent.RemoveRange(20, 5); // five minutes of a new beginning are lost
        var flow = Flow(sent, Received());
        Assert.Equal((5_400L, 5_238L), (flow.Sent.Value.Value, flow.Received.Value.Value));
        Assert.Equal(new(6 * 97), flow.Unmatched);
    }

    [Fact]
    public void Energy_sent_while_the_storage_is_in_doubt_is_not_counted()
    {
        var flow = StorageFlow.Between(Chains.Judge(Sent()).Steps, Chains.Judge(Received(), new Doubt(10, 12, "curve and counter differ")).Steps, Chains.Feeding)!;
        Assert.Equal((5_800L, 5_626L), (flow.Sent.Value.Value, flow.Received.Value.Value));
    }

    [Fact]
    public void Without_new_reports_of_the_storage_there_is_no_flow() => Assert.Null(StorageFlow.Between(Chains.Judge(Sent()).Steps, [], Chains.Feeding));

    [Fact]
    public void What_a_storage_received_before_the_meter_told_of_it_is_not_held_against_the_meter()
    {
        var flow = StorageFlow.Between(Chains.Judge(Sent()[30..]).Steps, Chains.Judge(Received()).Steps, Chains.Feeding, isFirst: true)!;
        Assert.Equal((3_000L, 2_910L, 30 * 97L), (flow.Sent.Value.Value, flow.Received.Value.Value, flow.Unmatched.Value));
    }

    [Fact]
    public void What_was_sent_before_the_storage_told_of_it_is_no_loss()
    {
        var flow = StorageFlow.Between(Chains.Judge(Sent()).Steps, Chains.Judge(Received()[30..]).Steps, Chains.Feeding, isFirst: true)!;
        Assert.Equal((3_000L, 2_910L), (flow.Sent.Value.Value, flow.Received.Value.Value));
    }

    [Fact]
    public void What_a_channel_received_before_the_binding_is_somebody_elses()
    {
        var flow = StorageFlow.Between(Chains.Judge(Sent()).Steps, Chains.Judge(Received()).Steps, Chains.Feeding with { Since = 30 * Chains.Slot + 1 }, isFirst: true)!;
        // The minute in which the binding began is nobody's.
        Assert.Equal((29 * 100L, 29 * 97L, 0L), (flow.Sent.Value.Value, flow.Received.Value.Value, flow.Unmatched.Value));
    }

    [Fact]
    public void A_channel_that_receives_nothing_by_its_role_proves_nothing()
    {
        var delivered = Chains.Of(Chains.Exact, [EnergyRole.StorageDelivered], Enumerable.Repeat(new long[] { 97 }, 60));
        Assert.Equal(0, Flow(Sent(), delivered).Received.Value.Value);
    }
}
