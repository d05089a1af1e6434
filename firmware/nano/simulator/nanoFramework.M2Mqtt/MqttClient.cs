extern alias nano;
using System;
using System.Buffers.Binary;
using System.Collections;
using System.IO;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Threading;
using GreenPow.DeviceLibrary;
using GreenPow.VirtualHardware.Network;
using GreenPow.VirtualHardware.Power;
using nanoFramework.M2Mqtt.Messages;
using X509Certificate = nano::System.Security.Cryptography.X509Certificates.X509Certificate;

namespace nanoFramework.M2Mqtt;

/// <summary>MQTT 3.1.1 over real TCP and TLS; blocks, throws and calls back from other threads as M2Mqtt does on the chip.</summary>
public class MqttClient : IMqttClient, IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    private readonly string host;
    private readonly int port;
    private readonly byte[] authority;
    private readonly Lock sending = new();
    private NetworkConnection connection;
    private FirmwareTimer keepAlive;
    private long heardAt;
    private int lastPacketId;
    private int isClosed;

    /// <summary>Resolves the host's name already here, so it blocks and throws without a network.</summary>
    public MqttClient(string brokerHostName, int brokerPort, bool secure, X509Certificate caCert, X509Certificate clientCert, MqttSslProtocols sslProtocol)
    {
        if (clientCert is not null)
            throw new NotSupportedException("The simulator knows no client certificates.");
        if (secure && caCert is null)
            throw new NotSupportedException("The simulator believes no server without the authority to pin.");
        (host, port, authority) = (brokerHostName, brokerPort, secure ? caCert.Bytes : null);
        Here.Board.Network.RequireHost(host);
    }

    public event IMqttClient.MqttMsgPublishEventHandler MqttMsgPublishReceived;

    public event IMqttClient.MqttMsgPublishedEventHandler MqttMsgPublished;

    public event IMqttClient.ConnectionClosedEventHandler ConnectionClosed;

    public bool IsConnected { get; private set; }

    public MqttReasonCode Connect(
        string clientId, string username, string password, bool willRetain, MqttQoSLevel willQosLevel, bool willFlag, string willTopic, string willMessage,
        bool cleanSession, ushort keepAlivePeriod)
    {
        connection = Open();
        Send(MqttPacket.Connect(new MqttConnect(
            clientId, username, password, willFlag ? willTopic : null, Encoding.UTF8.GetBytes(willMessage ?? ""), (byte)willQosLevel, willRetain, cleanSession, keepAlivePeriod)));
        connection.ReceiveTimeoutMilliseconds = (int)ConnectTimeout.TotalMilliseconds;
        var (first, body) = MqttPacket.Read(connection.Stream);
        connection.ReceiveTimeoutMilliseconds = 0;
        if (first != MqttPacket.ConnAck || body.Length < 2)
            throw new InvalidDataException($"The broker answered CONNECT with packet {first:X2}.");
        if (body[1] != 0)
            return (MqttReasonCode)body[1];
        heardAt = Here.Run.UptimeMilliseconds;
        IsConnected = true;
        Here.Run.StartThread("MQTT", ReadOn);
        if (keepAlivePeriod > 0)
            keepAlive = new FirmwareTimer(Here.Run, () => KeepAlive(keepAlivePeriod * 1000), keepAlivePeriod * 500, keepAlivePeriod * 500);
        return MqttReasonCode.Success;
    }

    public ushort Subscribe(string[] topics, MqttQoSLevel[] qosLevels)
    {
        var packetId = NextPacketId();
        Send(MqttPacket.Subscribe(packetId, topics, Array.ConvertAll(qosLevels, level => (byte)level)));
        return packetId;
    }

    public ushort Publish(string topic, byte[] message, string contentType, ArrayList userProperties, MqttQoSLevel qosLevel, bool retain)
    {
        var packetId = NextPacketId();
        Send(MqttPacket.Publication(packetId, topic, message, (byte)qosLevel, retain));
        return packetId;
    }

    public void Disconnect()
    {
        Send(MqttPacket.Disconnect);
        Close();
    }

    public void Close()
    {
        if (Interlocked.Exchange(ref isClosed, 1) != 0)
            return;
        IsConnected = false;
        keepAlive?.Change(Timeout.Infinite, Timeout.Infinite);
        connection?.Dispose();
    }

    public void Dispose() => Close();

    private NetworkConnection Open()
    {
        try
        {
            return Here.Board.Network.Connect(host, port, authority, ConnectTimeout);
        }
        catch (SocketException fault)
        {
            throw new Exception($"Socket exception connecting to the broker: {fault.ErrorCode}", fault);
        }
        catch (AuthenticationException fault)
        {
            // The chip's TLS, too, reports whatever it disliked as a failed socket.
            throw new Exception("Exception connecting to the broker", fault);
        }
    }

    private void Send(byte[] packet)
    {
        Here.Run.Require();
        lock (sending)
            connection.Stream.Write(packet);
    }

    private void ReadOn()
    {
        try
        {
            while (true)
            {
                var (first, body) = MqttPacket.Read(connection.Stream);
                Here.Run.Require();
                heardAt = Here.Run.UptimeMilliseconds;
                Take(first, body);
            }
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException or InvalidDataException)
        {
            Here.Run.Require();
            var wasOpen = Volatile.Read(ref isClosed) == 0;
            Close();
            if (wasOpen)
                ConnectionClosed?.Invoke(this, EventArgs.Empty);
        }
    }

    private void Take(byte first, byte[] body)
    {
        switch (first & 0xF0)
        {
            case MqttPacket.Publish:
                var (topic, packetId, payload) = MqttPacket.ReadPublication(first, body);
                MqttMsgPublishReceived?.Invoke(this, new MqttMsgPublishEventArgs(topic, payload));
                if (packetId != 0)
                    Send(MqttPacket.Acknowledge(packetId));
                break;
            case MqttPacket.PubAck when body.Length >= 2:
                MqttMsgPublished?.Invoke(this, new MqttMsgPublishedEventArgs(BinaryPrimitives.ReadUInt16BigEndian(body)));
                break;
        }
    }

    private void KeepAlive(int periodMilliseconds)
    {
        if (!IsConnected)
            return;
        try
        {
            if (Here.Run.UptimeMilliseconds - heardAt > 2 * periodMilliseconds)
                throw new IOException($"The broker has been silent for more than {2 * periodMilliseconds} ms.");
            Send(MqttPacket.PingReq);
        }
        catch (IOException)
        {
            // Ends the reader, which tells the firmware.
            connection.Dispose();
        }
    }

    // 1 to 65535; the window of unacknowledged publications is far smaller, so none is used twice at once.
    private ushort NextPacketId()
    {
        lock (sending)
            return (ushort)(lastPacketId = lastPacketId % ushort.MaxValue + 1);
    }
}
