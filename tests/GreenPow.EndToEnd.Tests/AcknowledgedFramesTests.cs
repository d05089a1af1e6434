using System.Buffers.Binary;
using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Dao;
using GreenPow.Demo;
using GreenPow.Simulator.Link;
using GreenPow.Simulator.Sites;
using GreenPow.Wire;

namespace GreenPow.EndToEnd.Tests;

/// <summary>A device that never sends again what was acknowledged: if the gateway lost it, it stays lost and this test fails.</summary>
public sealed class AcknowledgedFramesTests : IDisposable
{
    private const int Reports = 1_500;
    private const int Kills = 10;
    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-acked-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_acknowledged_frame_survives_kill_9_and_is_there_once()
    {
        var options = new DemoOptions(Headless: true, Fresh: true, AutoVote: false, UntilClaimed: false, Keep: false, FreePort.NextOf(DemoOptions.PortCount), folder);
        await using var gateway = GatewayProcess.Start(options);
        using var api = new GatewayApi(options.Port);
        var network = DemoNetwork.From(await api.WaitUntilReadyAsync(TimeSpan.FromMinutes(10), gateway.LogPath, TestContext.Current.CancellationToken));
        using var installer = EthereumKey.Create();
        using var fleet = Fleet.Create(Path.Combine(folder, "devices"), network.Info, network.YesterdayStart(DateTimeOffset.UtcNow),
            new Installer(installer.Address.ToBytes(), digest => installer.SignMessage(digest).ToBytes()));
        var site = fleet.Sites[0];
        await api.ApplyAsync(DemoRun.ApplicationJson(fleet.ApplicationFor(site, Enumerable.Range(1, 20).Select(value => (byte)value).ToArray())), TestContext.Current.CancellationToken);

        var frames = WitnessChain.Make(site.Device.Signer, network.Info.NetworkId, fleet.DayStartUnixSeconds - 86_400, Reports);
        var acknowledged = await SendAsync(gateway, options.MqttPort, site, network.Info.NetworkId, frames);
        Assert.Equal(Reports, acknowledged);

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{options.Port}") };
        var stored = Split(await http.GetByteArrayAsync(new Uri($"/api/devices/{site.Device.DeviceId}/frames", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal(frames.Select(Hash), stored.Select(Hash));
        Assert.Equal(Kills, gateway.Restarts);
    }

    /// <summary>Publishes each frame until it is acknowledged, and kills the gateway ten times in between; returns how many were acknowledged.</summary>
    private static async Task<int> SendAsync(GatewayProcess gateway, int port, SimulatedSite site, byte[] networkId, List<byte[]> frames)
    {
        using var link = new MqttLink("127.0.0.1", port, TimeProvider.System);
        var open = new SortedSet<int>(Enumerable.Range(0, frames.Count));
        var inFlight = new Dictionary<int, int>();
        var random = new Random();
        var nextKill = 50;
        var counter = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var payload = new byte[2 + ReportFrame.MaximumLength];
        using var turns = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (open.Count > 0)
        {
            await turns.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            if (link.State == LinkState.Down)
            {
                inFlight.Clear();
                link.Connect(WitnessChain.Login(site.Device.Signer, networkId, site.Device.DeviceId, ++counter));
            }
            if (link.State != LinkState.Up) continue;
            foreach (var index in open.Except(inFlight.Values).Take(8 - inFlight.Count).ToArray())
            {
                BinaryPrimitives.WriteUInt16LittleEndian(payload, (ushort)frames[index].Length);
                frames[index].CopyTo(payload, 2);
                var token = link.Publish(Topics.Report(site.Device.DeviceId), payload, 2 + frames[index].Length, 1, retain: false);
                if (token == 0) break;
                inFlight[token] = index;
            }
            for (var token = link.TakeAcknowledgement(); token != 0; token = link.TakeAcknowledgement())
                if (inFlight.Remove(token, out var index)) open.Remove(index);
            if (gateway.Restarts < Kills && frames.Count - open.Count >= nextKill)
            {
                nextKill += random.Next(40, 140);
                await Kill.NowAsync(gateway.ProcessId);
            }
        }
        return frames.Count - open.Count;
    }

    private static List<byte[]> Split(byte[] stream)
    {
        var frames = new List<byte[]>();
        for (var at = 0; at < stream.Length;)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(stream.AsSpan(at));
            frames.Add(stream[(at + 2)..(at + 2 + length)]);
            at += 2 + length;
        }
        return frames;
    }

    private static string Hash(byte[] frame) => Convert.ToHexStringLower(SHA256.HashData(frame));
}
