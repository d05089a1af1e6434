namespace GreenPow.Firmware.Tests;

public class HttpWordsTests
{
    [Theory]
    [InlineData("http://miner/", "miner", 80, "/")]
    [InlineData("http://192.168.1.20:8080/api/system/pause", "192.168.1.20", 8080, "/api/system/pause")]
    [InlineData("http://miner", "miner", 80, "/")]
    public void An_address_comes_apart(string url, string host, int port, string path)
    {
        object?[] arguments = [url, null, 0, null];
        Assert.True((bool)LoadedFirmware.Call("HttpWords", "TrySplit", arguments)!);
        Assert.Equal((host, port, path), ((string)arguments[1]!, (int)arguments[2]!, (string)arguments[3]!));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://miner/")]
    [InlineData("http://")]
    [InlineData("http://miner:/")]
    [InlineData("http://miner:80a/")]
    [InlineData("http://miner:65536/")]
    public void What_is_no_address_is_refused(string? url) =>
        Assert.False((bool)LoadedFirmware.Call("HttpWords", "TrySplit", url, null, 0, null)!);

    [Theory]
    [InlineData("HTTP/1.1 200 OK", 200)]
    [InlineData("HTTP/1.0 404", 404)]
    public void A_status_line_gives_its_number(string line, int status)
    {
        object?[] arguments = [line, 0];
        Assert.True((bool)LoadedFirmware.Call("HttpWords", "TryStatus", arguments)!);
        Assert.Equal(status, arguments[1]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("HTTP/1.1 2x0 OK")]
    [InlineData("HTTP/1.1 042 ")]
    [InlineData("SSH-2.0-dropbear")]
    public void What_is_no_status_line_is_refused(string? line) => Assert.False((bool)LoadedFirmware.Call("HttpWords", "TryStatus", line, 0)!);
}
