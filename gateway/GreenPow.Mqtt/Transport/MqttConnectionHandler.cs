using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace GreenPow.Mqtt;

/// <summary>Kestrel's door: one call per TCP connection.</summary>
internal sealed class MqttConnectionHandler(MqttServer server) : ConnectionHandler
{
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        if (server.Endpoint.ConnectionCount >= server.Options.MaximumConnections)
        {
            server.Logger.LogWarning("Connection from {RemoteEndPoint} refused: {Maximum} are open", connection.RemoteEndPoint, server.Options.MaximumConnections);
            return;
        }

        await new MqttConnection(connection, server).RunAsync();
    }
}
