using GreenPow.Core;
using GreenPow.Simulator.Hardware;

namespace GreenPow.Simulator.Tests.Hardware;

/// <summary>The chip alone, spoken to by bytes that others have published: nothing of our driver.</summary>
public class SimulatedAtecc608Tests
{
    // The Info command as the data sheet's readers print it, with its CRC 03 5D.
    private static readonly byte[] Info = [0x03, 0x07, 0x30, 0x00, 0x00, 0x00, 0x03, 0x5d];

    private readonly SimulatedAtecc608 chip = new(new AteccMemory(), new AteccBusFaults(1));

    [Fact]
    public void Asleep_it_acknowledges_nothing()
    {
        Assert.False(chip.Send(Info, 0, Info.Length));
        Assert.False(chip.Receive(new byte[4], 0, 4));
    }

    [Theory]
    [InlineData(59, 2, false)]
    [InlineData(60, 1, false)]
    [InlineData(60, 2, true)]
    public void It_wakes_after_60_microseconds_low_and_1500_more(int low, int wait, bool answers)
    {
        chip.Wake(low);
        chip.Delay(wait);
        var answer = new byte[4];
        Assert.Equal(answers, chip.Receive(answer, 0, 4));
        if (answers) Assert.Equal([0x04, 0x11, 0x33, 0x43], answer);
    }

    [Fact]
    public void A_published_command_is_answered_with_the_revision()
    {
        Awake();
        Assert.True(chip.Send(Info, 0, Info.Length));
        Assert.False(chip.Receive(new byte[7], 0, 7)); // busy
        chip.Delay(5);
        Assert.Equal("0700006003", Convert.ToHexString(Read(7)[..5]));
    }

    [Fact]
    public void The_answer_is_read_on_and_from_the_beginning_after_a_reset()
    {
        Awake();
        chip.Send(Info, 0, Info.Length);
        chip.Delay(5);
        var whole = Read(7);
        Assert.Equal([0xff, 0xff], Read(2));
        chip.Send([0], 0, 1);
        Assert.Equal(whole[..3], Read(3));
        Assert.Equal(whole[3..], Read(4));
    }

    [Fact]
    public void A_broken_command_is_answered_with_ff()
    {
        Awake();
        byte[] broken = [.. Info];
        broken[3] ^= 1;
        chip.Send(broken, 0, broken.Length);
        chip.Delay(5);
        Assert.Equal((4, 0xff), (Read(4) is var answer ? answer[0] : 0, answer[1]));
    }

    [Fact]
    public void Half_a_command_has_no_answer_and_the_rest_completes_it()
    {
        Awake();
        chip.Send(Info, 0, 5);
        chip.Delay(50);
        Assert.False(chip.Receive(new byte[4], 0, 4));
        chip.Send([0x03, .. Info[5..]], 0, 4);
        chip.Delay(5);
        Assert.Equal(7, Read(7)[0]);
    }

    [Theory]
    [InlineData(0x02)]
    [InlineData(0x01)]
    public void Idle_and_sleep_end_the_conversation(byte word)
    {
        Awake();
        chip.Send([word], 0, 1);
        Assert.False(chip.Receive(new byte[4], 0, 4));
        Awake();
    }

    [Fact]
    public void The_watchdog_puts_it_to_sleep()
    {
        Awake();
        chip.Delay(1290);
        Assert.True(chip.Send([0], 0, 1));
        chip.Delay(10);
        Assert.False(chip.Send([0], 0, 1));
    }

    [Fact]
    public void Unknown_opcodes_and_wrong_lengths_are_parse_errors()
    {
        Awake();
        foreach (var packet in new[] { AteccPacket.Command(0x99, 0, 0, null), AteccPacket.Command(0x16, 3, 0, new byte[31]), AteccPacket.Command(0x45, 2, 4, new byte[64]) })
        {
            chip.Send(packet, 0, packet.Length);
            chip.Delay(120);
            Assert.Equal(0x03, Read(4)[1]);
        }
    }

    private void Awake()
    {
        chip.Wake(80);
        chip.Delay(2);
        Assert.Equal(0x11, Read(4)[1]);
    }

    private byte[] Read(int count)
    {
        var bytes = new byte[count];
        Assert.True(chip.Receive(bytes, 0, count));
        return bytes;
    }
}
