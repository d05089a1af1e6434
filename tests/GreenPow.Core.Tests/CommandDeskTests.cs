using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class CommandDeskTests
{
    private static Bench Online()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission().Boot();
        bench.Link.IsReachable = true;
        return bench.Run(3);
    }

    [Fact]
    public void A_command_of_the_gateway_reaches_the_board_once()
    {
        Bench bench = Online();
        bench.Command(7, CommandOpcode.Identify, [20]);
        bench.Command(7, CommandOpcode.Identify, [20]);
        bench.Run(2);
        (byte opcode, byte[] payload) = Assert.Single(bench.Commands.Handled);
        Assert.Equal((CommandOpcode.Identify, (byte)20), (opcode, Assert.Single(payload)));
    }

    [Fact]
    public void A_counter_that_was_taken_stays_taken_over_a_boot()
    {
        Bench bench = Online();
        bench.Command(7, CommandOpcode.Identify, [20]);
        bench.Run(2).Boot().Run(3);
        bench.Command(7, CommandOpcode.Identify, [20]);
        bench.Command(6, CommandOpcode.Identify, [20]);
        bench.Run(2);
        Assert.Single(bench.Commands.Handled);
        bench.Command(8, CommandOpcode.Identify, [20]);
        bench.Run(2);
        Assert.Equal(2, bench.Commands.Handled.Count);
    }

    /// <summary>After a login the gateway tells all that wait in one go, oldest first; a newer one it tells at once.</summary>
    [Fact]
    public void Every_command_that_waited_at_the_gateway_is_obeyed_in_its_order()
    {
        Bench bench = Online();
        for (byte i = 1; i <= 16; i++) bench.Command(i, CommandOpcode.Identify, [i]);
        bench.Run(60);
        bench.Command(17, CommandOpcode.Identify, [17]);
        bench.Run(10);
        Assert.Equal(Enumerable.Range(1, 17).Select(i => (byte)i), bench.Commands.Handled.Select(handled => handled.Payload[0]));
    }

    [Fact]
    public void Nobody_else_commands()
    {
        Bench bench = Online();
        bench.Command(7, CommandOpcode.Identify, [20], privateKey: SHA256.HashData("stranger"u8));
        bench.Command(7, CommandOpcode.Identify, [20], networkId: new byte[8]);
        Assert.Empty(bench.Run(2).Commands.Handled);
    }

    [Fact]
    public void After_a_key_change_only_the_next_gateway_commands()
    {
        Bench bench = Online();
        byte[] next = SHA256.HashData("next gateway"u8);
        bench.Command(7, CommandOpcode.KeyChange, new ManagedSigner(next).PublicKey[1..]);
        bench.Run(2).Boot().Run(3);
        bench.Command(8, CommandOpcode.Identify, [1], privateKey: next);
        bench.Run(2);
        bench.Command(9, CommandOpcode.Identify, [2]);
        bench.Run(2);
        Assert.Equal([1], Assert.Single(bench.Commands.Handled).Payload);
    }

    [Fact]
    public void Pieces_of_an_update_go_to_whoever_takes_them()
    {
        Sink sink = new();
        Bench bench = new Bench { Signer = new ConstantSigner(), Updates = sink }.Commission().Boot();
        bench.Link.IsReachable = true;
        bench.Run(3);
        Assert.Contains(Topics.Update(bench.Device.DeviceId), bench.Link.Subscriptions);
        bench.Link.Deliver(Topics.Update(bench.Device.DeviceId), [1, 2, 3]);
        bench.Run(1);
        Assert.Equal([1, 2, 3], Assert.Single(sink.Chunks));
        Published progress = Assert.Single(bench.Link.Publishes, p => p.Topic == Topics.Progress(bench.Device.DeviceId));
        Assert.Equal((UpdateProgress.Length, 42), (progress.Payload.Length, progress.Payload[0]));
    }

    [Fact]
    public void Only_an_acknowledgement_says_that_the_gateway_has_heard()
    {
        Bench bench = new Bench { Signer = new ConstantSigner() }.Commission().Boot();
        bench.Link.AcknowledgesAtOnce = false;
        bench.Link.IsReachable = true;
        bench.Run(3);
        Assert.False(bench.Device.GatewayHasHeard);
        bench.Link.Acknowledge(bench.Link.Publishes[0]);
        bench.Run(1);
        Assert.True(bench.Device.GatewayHasHeard);
    }

    private sealed class Sink : IUpdateSink
    {
        public List<byte[]> Chunks { get; } = [];

        public void Take(byte[] chunk) => Chunks.Add(chunk);

        public bool TakeAnswer(byte[] into)
        {
            if (Chunks.Count == 0 || into[0] == 42) return false;
            into[0] = 42;
            return true;
        }
    }
}
