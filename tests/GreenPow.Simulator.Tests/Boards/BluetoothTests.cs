using System.Text;
using GreenPow.Core;
using GreenPow.Simulator.Boards;
using GreenPow.VirtualHardware;
using GreenPow.VirtualHardware.Bluetooth;
using GreenPow.VirtualHardware.Storage;

namespace GreenPow.Simulator.Tests.Boards;

/// <summary>A telephone with any Improv app (improv-wifi.com, "Improv via BLE") beside a blank board with the product's firmware.</summary>
public sealed class BluetoothTests : IAsyncLifetime
{
    private static readonly Guid service = new("00467768-6228-2272-4663-277478268000");
    private static readonly Guid state = new("00467768-6228-2272-4663-277478268001");
    private static readonly Guid error = new("00467768-6228-2272-4663-277478268002");
    private static readonly Guid command = new("00467768-6228-2272-4663-277478268003");
    private static readonly Guid result = new("00467768-6228-2272-4663-277478268004");

    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;
    private readonly VirtualBoard board = ReferenceBoard.Make("phone", TimeProvider.System, new MemoryStore());
    private readonly FirmwareHost host;

    public BluetoothTests() => host = new FirmwareHost(board);

    public async ValueTask InitializeAsync()
    {
        host.PowerOn();
        await UntilAsync(() => Task.FromResult(board.Bluetooth.Find(service, state) is not null));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        board.Dispose();
    }

    [Fact]
    public void The_advertisement_fits_and_carries_the_standards_service_data()
    {
        const byte serviceData16 = 0x16;
        var advertised = Assert.Single(board.Bluetooth.Advertised);
        Assert.Equal([0x77, 0x46, ImprovState.AuthorizationRequired, ImprovCapability.All, 0, 0, 0, 0], advertised.Section(serviceData16));
        // The name goes into the scan response.
        const byte completeName = 0x09;
        Assert.InRange(advertised.Advertisement.Where(section => section.Type != completeName).Sum(section => 2 + section.Data.Length), 1, 31);
    }

    [Fact]
    public async Task Without_the_button_nobody_gives_it_a_network()
    {
        await WriteAsync(ImprovCommand.WifiSettings, Credentials());
        await UntilAsync(async () => (await Of(error).ReadAsync())[0] == ImprovError.NotAuthorized);
        Assert.Null(board.Wifi.Joined);
    }

    [Fact]
    public async Task After_a_press_of_the_button_it_joins_and_tells_its_address()
    {
        var answer = new TaskCompletionSource<byte[]>();
        Of(result).Subscribe(value => answer.TrySetResult(value));
        await PressAsync();
        await WriteAsync(ImprovCommand.WifiSettings, Credentials());
        var told = await answer.Task.WaitAsync(TimeSpan.FromMinutes(5), cancellation);
        Assert.Equal(ReferenceBoard.Wifi, board.Wifi.Joined);
        Assert.Equal(ImprovCommand.WifiSettings, told[0]);
        Assert.Equal("http://127.0.0.1/", Encoding.UTF8.GetString(told, 3, told[2]));
        await UntilAsync(async () => (await Of(state).ReadAsync())[0] == ImprovState.Provisioned);
    }

    /// <summary>A finger on the button until the light has had time to see it, and off again.</summary>
    private async Task PressAsync()
    {
        await UntilAsync(async () =>
        {
            board.Pins.Drive(ReferenceBoard.ButtonPin, !board.Pins.Read(ReferenceBoard.ButtonPin, pulledUp: true));
            await Task.Delay(400, cancellation);
            return (await Of(state).ReadAsync())[0] == ImprovState.Authorized;
        });
        board.Pins.Drive(ReferenceBoard.ButtonPin, true);
    }

    // Twenty bytes a write, as a telephone without a larger MTU does.
    private async Task WriteAsync(byte number, byte[] data)
    {
        byte[] packet = [number, (byte)data.Length, .. data];
        packet = [.. packet, unchecked((byte)packet.Sum(value => value))];
        foreach (var part in packet.Chunk(20))
            await Of(command).WriteAsync(part);
    }

    private static byte[] Credentials() =>
        [(byte)ReferenceBoard.Wifi.Ssid.Length, .. Encoding.UTF8.GetBytes(ReferenceBoard.Wifi.Ssid), (byte)ReferenceBoard.Wifi.Password.Length, .. Encoding.UTF8.GetBytes(ReferenceBoard.Wifi.Password)];

    private GattCharacteristic Of(Guid characteristic) => board.Bluetooth.Find(service, characteristic) ?? throw new InvalidOperationException("The radio is off.");

    private async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        while (!await isSo())
            await Task.Delay(20, limit.Token);
    }
}
