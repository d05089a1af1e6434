using GreenPow.Core;
using GreenPow.VirtualHardware;

namespace GreenPow.Simulator.Boards;

/// <summary>The installer's end of the cable: Improv packets out, answers in (improv-wifi.com, "Improv via Serial").</summary>
public sealed class ImprovCable(VirtualBoard board)
{
    private const int HeadLength = 9;
    private static readonly byte[] header = [.. "IMPROV"u8, ImprovSerial.Version];
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(20);

    /// <summary>A refusal's reason comes right behind its error, in the same step of the firmware.</summary>
    private static readonly TimeSpan reasonLimit = TimeSpan.FromSeconds(1);

    private readonly List<byte> received = [];

    /// <summary>Sends a command and waits for its result: the strings of the answer, as bytes.</summary>
    /// <exception cref="InvalidOperationException">The device refused; the message is what it said.</exception>
    /// <exception cref="TimeoutException">No answer in time.</exception>
    public async Task<IReadOnlyList<byte[]>> AskAsync(byte command, byte[] data, TimeSpan limit, CancellationToken cancellation)
    {
        board.Serial.Send(Packet(ImprovPacket.RpcCommand, [command, (byte)data.Length, .. data]));
        // The installer's patience runs by the wall's clock: a board whose time is hurried works no faster than others.
        var asked = TimeProvider.System.GetTimestamp();
        byte error = 0;
        while (TimeProvider.System.GetElapsedTime(asked) < limit)
        {
            received.AddRange(board.Serial.Receive());
            while (TakePacket() is { } packet)
            {
                if (packet.Type == ImprovPacket.RpcResult && packet.Data[0] == command)
                {
                    // An error beside an "ok" is about something else: a gateway that cannot be reached, say.
                    var answer = Strings(packet.Data);
                    return error == 0 || (answer.Count > 0 && answer[0].AsSpan().SequenceEqual("ok"u8)) ? answer : throw Refused(command, answer);
                }
                if (packet.Type == ImprovPacket.ErrorState && packet.Data[0] != 0)
                    (error, limit) = (packet.Data[0], TimeProvider.System.GetElapsedTime(asked) + reasonLimit);
            }
            await Task.Delay(pause, board.Time, cancellation);
        }
        throw error == 0
            ? new TimeoutException($"{board.Name} gave no answer to command {command:X2} within {limit.TotalSeconds:0} s.")
            : Refused(command, [System.Text.Encoding.UTF8.GetBytes($"error {error}")]);
    }

    private InvalidOperationException Refused(byte command, IReadOnlyList<byte[]> reasons) =>
        new($"{board.Name} refused command {command:X2}: {string.Join(", ", reasons.Select(System.Text.Encoding.UTF8.GetString))}.");

    private (byte Type, byte[] Data)? TakePacket()
    {
        // Whatever stands before a header is somebody's log.
        while (received.Count > 0 && !header.AsSpan(0, Math.Min(header.Length, received.Count)).SequenceEqual([.. received.Take(header.Length)]))
            received.RemoveAt(0);
        if (received.Count < HeadLength || received.Count < HeadLength + received[8] + 1)
            return null;
        byte[] packet = [.. received.Take(HeadLength + received[8] + 1)];
        received.RemoveRange(0, packet.Length);
        return packet[^1] == Sum(packet.AsSpan(0, packet.Length - 1)) ? (packet[7], packet[HeadLength..^1]) : throw new InvalidDataException($"{board.Name} sent a packet with a wrong checksum.");
    }

    private static byte[] Packet(byte type, byte[] data)
    {
        byte[] packet = [.. header, type, (byte)data.Length, .. data];
        return [.. packet, Sum(packet)];
    }

    private static byte Sum(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var value in bytes)
            sum = unchecked((byte)(sum + value));
        return sum;
    }

    // Command, length of all, then each string behind its own length.
    private static List<byte[]> Strings(byte[] data)
    {
        var strings = new List<byte[]>();
        for (var at = 2; at < data.Length; at += 1 + data[at])
            strings.Add(data[(at + 1)..(at + 1 + data[at])]);
        return strings;
    }
}
