using GreenPow.Core;

namespace GreenPow.Core.Tests;

public class ImprovSerialTests
{
    // improv-wifi.com/serial: "Request current state", type 3, command 2, no data: the sum of IMPROV (0x1DD), 1, 3, 2, 2, 0 ends in 0xE5.
    private static readonly byte[] CurrentState = [0x49, 0x4D, 0x50, 0x52, 0x4F, 0x56, 0x01, 0x03, 0x02, 0x02, 0x00, 0xE5];

    [Fact]
    public void The_current_state_is_told_byte_for_byte()
    {
        InstallerBench bench = Typed(CurrentState);
        Assert.Equal(
            ["494D50524F56010201" + "00" + "E1", "494D50524F56010101" + "02" + "E2"],
            bench.Cable.TakePackets().Select(Convert.ToHexString));
    }

    [Fact]
    public void The_cable_needs_no_button_and_a_provisioned_device_tells_its_page()
    {
        InstallerBench bench = Typed(InstallerBench.Packet(3, [0x01, 0x1E, .. InstallerBench.WifiData("MyWirelessAP", "mysecurepassword")]));
        Assert.Equal("MyWirelessAP", Assert.Single(bench.Wifi.Joins).Ssid);
        bench.Wifi.State = WifiState.Up;
        bench.Run(100);
        List<byte[]> packets = bench.Cable.TakePackets();
        Assert.Contains(packets, p => p[7] == ImprovPacket.CurrentState && p[9] == ImprovState.Provisioning);
        byte[] answer = Assert.Single(packets, p => p[7] == ImprovPacket.RpcResult);
        Assert.Equal([0x01, 21, 20, .. "http://192.168.1.50/"u8], answer[9..^1]);
        Assert.Equal(ImprovState.Provisioned, packets.Last(p => p[7] == ImprovPacket.CurrentState)[9]);

        bench.Cable.Type(CurrentState);
        packets = bench.Run(50).Cable.TakePackets();
        Assert.Equal([ImprovPacket.ErrorState, ImprovPacket.CurrentState, ImprovPacket.RpcResult], packets.Select(p => p[7]));
        Assert.Equal(ImprovState.Provisioned, packets[1][9]);
        Assert.Equal(answer, packets[2]);
    }

    [Fact]
    public void A_log_around_the_packets_does_no_harm()
    {
        InstallerBench bench = Typed([.. "IIMPRO IMPROVE\nIMP"u8, .. CurrentState, .. "tail"u8, .. CurrentState]);
        Assert.Equal(2, bench.Cable.TakePackets().Count(p => p[7] == ImprovPacket.CurrentState));
    }

    [Fact]
    public void A_wrong_sum_is_an_invalid_packet()
    {
        byte[] wrong = [.. CurrentState];
        wrong[^1]++;
        byte[] answer = Assert.Single(Typed(wrong).Cable.TakePackets());
        Assert.Equal([ImprovPacket.ErrorState, 1, ImprovError.InvalidRpc], answer[7..10]);
    }

    [Fact]
    public void A_length_inside_that_disagrees_is_an_invalid_packet()
    {
        byte[] answer = Assert.Single(Typed(InstallerBench.Packet(3, 2, 1)).Cable.TakePackets());
        Assert.Equal([ImprovPacket.ErrorState, 1, ImprovError.InvalidRpc], answer[7..10]);
    }

    [Fact]
    public void Networks_come_one_by_one_and_an_empty_answer_ends_them()
    {
        InstallerBench bench = Typed(InstallerBench.Packet(3, ImprovCommand.ScanWifi, 0));
        bench.Cable.TakePackets();
        bench.Wifi.Found = [new WifiNetwork { Ssid = "MyWirelessNetwork", RssiDbm = -60, NeedsPassword = true }];
        List<byte[]> packets = bench.Run(50).Cable.TakePackets();
        Assert.Equal(2, packets.Count);
        // improv-wifi.com/serial: MyWirelessNetwork, -60, YES.
        Assert.Equal([4, 26, 17, .. "MyWirelessNetwork"u8, 3, .. "-60"u8, 3, .. "YES"u8], packets[0][9..^1]);
        Assert.Equal([4, 0], packets[1][9..^1]);
    }

    private static InstallerBench Typed(byte[] bytes)
    {
        InstallerBench bench = new();
        bench.Run(50).Cable.TakePackets();
        bench.Cable.Type(bytes);
        return bench.Run(50);
    }
}
