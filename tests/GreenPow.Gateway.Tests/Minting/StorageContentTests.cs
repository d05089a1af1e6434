using GreenPow.Dao;
using GreenPow.Energy;
using GreenPow.Gateway.Minting;
using GreenPow.Gateway.NodeStorage;

namespace GreenPow.Gateway.Tests.Minting;

public class StorageContentTests
{
    private static readonly ChannelAccuracy accuracy = new(new(50), new(20));

    private static SealedPoint Point(ulong sequence, long received, long delivered) => new(sequence, 0, sequence == 1, (long)sequence * 60, 60, true,
        [new(EnergyRole.StorageReceived, new(received), accuracy), new(EnergyRole.StorageDelivered, new(delivered), accuracy)]);

    private static StorageContent Content(long received, long delivered, long existing, long usable = 10_000, int efficiencyPermille = 1000, params Doubt[] doubts) =>
        StorageContent.Of(new(3, Address.Zero, efficiencyPermille, new(usable), new(existing)), SiteAccount.Start,
            ChainJudge.Judge([Point(1, 0, 0), Point(2, received, delivered)], doubts, new(0, 3600, long.MaxValue)));

    [Fact]
    public void Energy_may_be_minted_up_to_what_the_storage_received() => Assert.Equal(new(700), Content(1_000, 0, existing: 300).Room);

    [Fact]
    public void Energy_delivered_without_burned_tokens_leaves_no_room() => Assert.Equal(MilliwattHours.Zero, Content(1_000, 700, existing: 300).Room);

    [Fact]
    public void A_full_storage_has_no_room_whatever_it_received() => Assert.Equal(new(100), Content(50_000, 0, existing: 9_900).Room);

    [Fact]
    public void What_the_storage_loses_itself_is_no_token() => Assert.Equal(new(900), Content(1_000, 0, existing: 0, efficiencyPermille: 900).Room);

    [Fact]
    public void What_was_delivered_is_gone_whole_whatever_the_efficiency() => Assert.Equal(new(450), Content(1_000, 450, existing: 0, efficiencyPermille: 900).Deliverable);

    [Fact]
    public void A_counter_in_doubt_makes_no_room_and_its_deliveries_are_gone_all_the_same()
    {
        var content = Content(1_000_000, 700, existing: 0, doubts: new Doubt(1, 2, "90 kW, above its registered 500 W"));
        Assert.Equal((new MilliwattHours(0), new MilliwattHours(700), MilliwattHours.Zero), (content.Stored.Received, content.Stored.Delivered, content.Room));
    }

    [Fact]
    public void A_storage_without_a_sealed_report_holds_nothing() => Assert.Equal(MilliwattHours.Zero,
        StorageContent.Of(new(3, Address.Zero, 1000, new(10_000), default), SiteAccount.Start, ChainJudge.Judge([], [], new(0, 3600, long.MaxValue))).Room);
}
