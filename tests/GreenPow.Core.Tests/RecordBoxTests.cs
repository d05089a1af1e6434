using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class RecordBoxTests
{
    private static Bench NewBench() => new Bench { Signer = new ConstantSigner() }.Commission().Boot();

    private static byte[] Ownership(Bench bench, ulong nonce)
    {
        OwnershipFrame frame = new() { ChainId = 31337, Nonce = nonce };
        frame.Owner[0] = 0xAB;
        Assert.True(DeviceRecords.SignOwnership(bench.Signer, frame));
        byte[] bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        return bytes;
    }

    private static List<byte[]> Sent(Bench bench) =>
        [.. bench.Link.Publishes.Where(p => p.Topic == Topics.Record(bench.Device.DeviceId)).Select(p => p.Payload)];

    [Fact]
    public void Records_made_offline_go_out_in_order_after_any_number_of_boots()
    {
        Bench bench = NewBench();
        byte[][] records = [Ownership(bench, 1), Ownership(bench, 2)];
        Assert.All(records, r => Assert.True(bench.Device.PublishRecord(r, r.Length)));
        bench.Boot().Run(60).Boot();
        bench.Link.IsReachable = true;
        bench.Run(5);
        Assert.Equal(records, Sent(bench));
        Assert.Equal(0, bench.Device.RecordsWaiting);
        Assert.Empty(bench.Flash.List("record-"));
        Assert.Empty(Sent(bench.Boot().Run(5)));
    }

    [Fact]
    public void What_was_not_acknowledged_is_sent_again_after_the_connection_broke()
    {
        Bench bench = NewBench();
        byte[] record = Ownership(bench, 1);
        bench.Device.PublishRecord(record, record.Length);
        bench.Link.AcknowledgesAtOnce = false;
        bench.Link.IsReachable = true;
        bench.Run(5);
        bench.Link.Break();
        bench.Run(5);
        Assert.Equal([record, record], Sent(bench));
        Assert.Equal(1, bench.Device.RecordsWaiting);
    }

    [Fact]
    public void A_record_without_an_answer_breaks_the_connection()
    {
        Bench bench = NewBench();
        byte[] record = Ownership(bench, 1);
        bench.Device.PublishRecord(record, record.Length);
        bench.Link.AcknowledgesAtOnce = false;
        bench.Link.IsReachable = true;
        bench.Run(40);
        Assert.Equal(2, bench.Link.Logins.Count);
    }

    [Fact]
    public void A_ninth_record_is_refused()
    {
        Bench bench = NewBench();
        for (ulong i = 1; i <= 8; i++) Assert.True(bench.Device.PublishRecord(Ownership(bench, i), OwnershipFrame.TotalLength));
        Assert.False(bench.Device.PublishRecord(Ownership(bench, 9), OwnershipFrame.TotalLength));
    }

    [Fact]
    public void What_a_cut_left_of_a_record_is_never_sent()
    {
        for (int permille = 0; permille < 1000; permille += 50)
        {
            Bench bench = NewBench();
            bench.Flash.CutAtOperation = bench.Flash.Operations + 1;
            bench.Flash.CutPermille = permille;
            Assert.Throws<PowerCutException>(() => bench.Device.PublishRecord(Ownership(bench, 1), OwnershipFrame.TotalLength));
            bench.Boot();
            bench.Link.IsReachable = true;
            Assert.Empty(Sent(bench.Run(5)));
            Assert.Empty(bench.Flash.List("record-"));
        }
    }
}
