using System.Buffers.Binary;
using System.Text;
using GreenPow.Core;
using GreenPow.VirtualHardware;
using GreenPow.VirtualHardware.Network;

namespace GreenPow.Simulator.Boards;

/// <summary>What an installer does to a new device with a cable and the commands of docs/provisioning.md.</summary>
public sealed class BoardInstaller(VirtualBoard board, CancellationToken cancellation)
{
    private const int PartBytes = 200;

    // By the wall's clock: joining takes the station half a minute, and a busy machine slows every answer.
    private static readonly TimeSpan joinLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan answerLimit = TimeSpan.FromMinutes(2);

    private readonly ImprovCable cable = new(board);

    /// <summary>Gives the device a network; it answers once it is in.</summary>
    public Task JoinAsync(AccessPoint point) =>
        cable.AskAsync(ImprovCommand.WifiSettings, [.. Counted(point.Ssid), .. Counted(point.Password)], joinLimit, cancellation);

    public Task SetAsync(byte field, string value) => SetAsync(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A setting, in as many parts as it takes; a number is little-endian.</summary>
    public async Task SetAsync(byte field, byte[] value)
    {
        for (var at = 0; at < value.Length; at += PartBytes)
        {
            var part = value.AsSpan(at, Math.Min(PartBytes, value.Length - at)).ToArray();
            await AskAsync(InstallerCommand.SetSetting, [field, .. Number16(value.Length), .. Number16(at), .. part]);
        }
    }

    /// <summary>The device's public key, 65 bytes; it makes its key by itself once its radio is on.</summary>
    public async Task<byte[]> ReadPublicKeyAsync() => (await AskAsync(InstallerCommand.ReadIdentity, []))[2];

    /// <summary>New settings hold from here on.</summary>
    public Task RestartAsync() => AskAsync(InstallerCommand.Restart, []);

    public Task<IReadOnlyList<byte[]>> AskAsync(byte command, byte[] data) => cable.AskAsync(command, data, answerLimit, cancellation);

    public static byte[] Number16(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return bytes;
    }

    public static byte[] Number32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Counted(string text) => [(byte)Encoding.UTF8.GetByteCount(text), .. Encoding.UTF8.GetBytes(text)];
}
