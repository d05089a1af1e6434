using GreenPow.Mqtt;
using GreenPow.Storage;

namespace GreenPow.Gateway.Devices;

/// <summary>Ends the connection of a device the moment that the DAO revokes it.</summary>
public sealed class Expulsion(Catalogue catalogue, MqttEndpoint endpoint) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        catalogue.DeviceChanged += Look;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        catalogue.DeviceChanged -= Look;
        return Task.CompletedTask;
    }

    public void Look(DeviceId device)
    {
        if (catalogue.Device(device) is { } known) Look(known);
    }

    private void Look(DeviceRecord device)
    {
        if (DeviceLogin.Ban(device) is not null) endpoint.Disconnect(device.Id.ToString(), ReasonCode.NotAuthorized);
    }
}
