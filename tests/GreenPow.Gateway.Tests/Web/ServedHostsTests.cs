using GreenPow.Gateway.Web;

namespace GreenPow.Gateway.Tests.Web;

public class ServedHostsTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10")]
    [InlineData("[::1]")]
    public void This_machine_s_own_names_are_served(string host) => Assert.True(ServedHosts.IsServed(host, publicUrl: null));

    [Theory]
    [InlineData("")]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.168.1.10")]
    public void A_name_of_somebody_else_is_not(string host) => Assert.False(ServedHosts.IsServed(host, "https://sun.example/gateway"));

    [Theory]
    [InlineData("sun.example", true)]
    [InlineData("Sun.Example", true)]
    [InlineData("other.sun.example", false)]
    public void The_public_address_is_served_under_its_name(string host, bool isServed) => Assert.Equal(isServed, ServedHosts.IsServed(host, "https://sun.example:8443/gateway"));
}
