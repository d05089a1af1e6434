using System.Net;
using System.Net.Http.Json;
using GreenPow.Core;
using GreenPow.Gateway.Devices.Updates;

namespace GreenPow.Gateway.Tests.Devices.Updates;

/// <summary>From the owner's file to the flash of the real firmware core, over HTTP and MQTT.</summary>
public sealed class UpdateOverMqttTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-gateway").FullName;
    private readonly TestKey key = new();
    private readonly MemoryFlash images = new();

    [Fact]
    public async Task A_firmware_file_reaches_the_devices_other_slot_and_everybody_can_see_how_far_it_is()
    {
        await using var gateway = await StartAsync();
        var updater = new Updater(images, RunningImage.OfDeployed([1, 0, 0, 0], new byte[32]), SignedFirmware.Key, 1);
        updater.Boot();
        using var device = new FirmwareDevice(gateway, key) { Updates = updater };
        device.Commission();
        device.BootOnline();
        await device.UntilAsync(() => device.Core.GatewayHasHeard);
        using var http = new HttpClient { BaseAddress = gateway.Address };
        var file = SignedFirmware.File(1);

        using var begun = await http.PostAsync(Path(key), new ByteArrayContent(file), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        await device.UntilAsync(() =>
        {
            updater.Step(0, false, true);
            return updater.WantsRestart;
        });
        await device.UntilAsync(() => gateway.Get<UpdateDesk>().Of(key.Id)!.State == Wire.UpdateProgress.Staged);

        Assert.Equal(file, Read("update-a", file.Length));
        var view = await http.GetFromJsonAsync<UpdateView>(Path(key), TestContext.Current.CancellationToken);
        Assert.Equal(("staged", null, file.Length, file.Length, "1.1.0.0"), (view!.State, view.Reason, view.ReceivedBytes, view.TotalBytes, view.Version));
    }

    [Fact]
    public async Task A_file_that_is_none_and_a_device_that_is_none_are_refused_with_the_reason()
    {
        await using var gateway = await StartAsync();
        using var http = new HttpClient { BaseAddress = gateway.Address };
        var cancellation = TestContext.Current.CancellationToken;
        using var none = await http.PostAsync(Path(key), new ByteArrayContent([1, 2, 3]), cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        Assert.Contains("does not begin with a firmware header", await none.Content.ReadAsStringAsync(cancellation), StringComparison.Ordinal);
        using var large = await http.PostAsync(Path(key), new ByteArrayContent(new byte[600_000]), cancellation);
        Assert.Contains("more than 524416 bytes", await large.Content.ReadAsStringAsync(cancellation), StringComparison.Ordinal);
        using var stranger = await http.PostAsync(Path(new TestKey()), new ByteArrayContent(SignedFirmware.File(1)), cancellation);
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
        using var nothing = await http.GetAsync(Path(key), cancellation);
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.7")]
    [InlineData("Via", "1.1 elsewhere")]
    public async Task Nobody_hands_firmware_in_through_a_proxy(string header, string value)
    {
        await using var gateway = await StartAsync();
        using var http = new HttpClient { BaseAddress = gateway.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, Path(key)) { Content = new ByteArrayContent(SignedFirmware.File(1)) };
        request.Headers.Add(header, value);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Uri Path(TestKey key) => new($"/api/devices/{key.Id}/update", UriKind.Relative);

    private byte[] Read(string name, int most)
    {
        var bytes = new byte[most + 1];
        return bytes[..images.Read(name, 0, bytes, 0, bytes.Length)];
    }

    private async Task<TestGateway> StartAsync()
    {
        var gateway = await TestGateway.StartAsync(folder);
        Assert.True(gateway.Catalogue.AddDevice(key.Applied(TestGateway.Network.NetworkId, ManualTime.Noon)));
        return gateway;
    }
}
