using System.Net;
using System.Net.Sockets;
using GreenPow.Demo;

namespace GreenPow.EndToEnd.Tests;

/// <summary>What a demo says before it starts anything.</summary>
public class PortsTests
{
    [Theory]
    [InlineData(0, "the pages")]
    [InlineData(1, "MQTT")]
    [InlineData(2, "the chain")]
    [InlineData(3, "MQTT with TLS")]
    public void A_taken_port_is_named_with_what_it_is_for(int offset, string what)
    {
        var options = new DemoOptions(Headless: true, Fresh: true, AutoVote: false, UntilClaimed: false, Keep: false, FreePort.NextOf(DemoOptions.PortCount), Path.GetTempPath());
        using var other = new TcpListener(IPAddress.Loopback, options.Port + offset);
        other.Start();
        var refusal = Assert.Throws<DemoException>(() => GatewayProcess.Start(options));
        Assert.Equal($"Port {options.Port + offset} of 127.0.0.1, for {what}, is used by another program; stop it, or move the demo with --port.", refusal.Message);
    }

    [Theory]
    [InlineData("65532", true)]
    [InlineData("65533", false)]
    public void The_highest_of_the_four_ports_is_a_port(string port, bool isTaken) => Assert.Equal(isTaken, DemoOptions.TryParse(["--port", port], out _, out _));
}
