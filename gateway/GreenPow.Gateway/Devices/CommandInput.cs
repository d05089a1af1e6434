using System.Buffers.Binary;
using System.Collections.Frozen;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Devices;

/// <summary>A command as somebody asks for it; which of the fields it needs depends on the opcode.</summary>
/// <param name="Opcode">identify, reboot, reportInterval, sealInterval, pauseMining, resumeMining, update or keyChange.</param>
/// <param name="Seconds">identify: 1 to 255; reportInterval: 10 to 3600; pauseMining: 0 (until resumed) to 4294967295.</param>
/// <param name="Reports">sealInterval: 1 to 60.</param>
/// <param name="PublicKey">keyChange: 65 bytes in hex, the gateway key that the device obeys from then on.</param>
/// <param name="Payload">update: 1 to 255 bytes in hex.</param>
/// <param name="Frame">Instead of all others: a keyChange that the owner's recovery key has signed, in hex, as `./greenpow recovery change` prints it.</param>
public sealed record CommandInput(string? Opcode, long? Seconds = null, int? Reports = null, string? PublicKey = null, string? Payload = null, string? Frame = null)
{
    /// <summary>x and y.</summary>
    internal const int PointLength = Identity.PublicKeyLength - 1;

    private static readonly FrozenDictionary<string, byte> Opcodes = new Dictionary<string, byte>(StringComparer.Ordinal)
    {
        ["identify"] = CommandOpcode.Identify, ["reboot"] = CommandOpcode.Reboot, ["reportInterval"] = CommandOpcode.ReportInterval,
        ["sealInterval"] = CommandOpcode.SealInterval, ["pauseMining"] = CommandOpcode.PauseMining, ["resumeMining"] = CommandOpcode.ResumeMining,
        ["update"] = CommandOpcode.Update, ["keyChange"] = CommandOpcode.KeyChange,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string NameOf(byte opcode) => Opcodes.FirstOrDefault(pair => pair.Value == opcode).Key ?? $"opcode {opcode}";

    /// <summary>Opcode and payload of the frame; false, and what is wrong with which value, otherwise.</summary>
    public bool TryEncode(out byte opcode, out byte[] payload, out string fault)
    {
        (payload, fault) = ([], "");
        if (Opcode is null || !Opcodes.TryGetValue(Opcode, out opcode))
        {
            opcode = 0;
            fault = $"The opcode '{Opcode}' is none of {string.Join(", ", Opcodes.OrderBy(pair => pair.Value).Select(pair => pair.Key))}.";
            return false;
        }
        switch (opcode)
        {
            case CommandOpcode.Identify when InRange("seconds", Seconds, 1, byte.MaxValue, ref fault):
                payload = [(byte)Seconds!.Value];
                break;
            case CommandOpcode.ReportInterval when InRange("seconds", Seconds, 10, 3600, ref fault):
                payload = new byte[2];
                BinaryPrimitives.WriteUInt16LittleEndian(payload, (ushort)Seconds!.Value);
                break;
            case CommandOpcode.SealInterval when InRange("reports", Reports, 1, 60, ref fault):
                payload = [(byte)Reports!.Value];
                break;
            case CommandOpcode.PauseMining when InRange("seconds", Seconds, 0, uint.MaxValue, ref fault):
                payload = new byte[4];
                BinaryPrimitives.WriteUInt32LittleEndian(payload, (uint)Seconds!.Value);
                break;
            case CommandOpcode.Update:
                if (Bytes(Payload) is { Length: >= 1 and <= CommandFrame.MaximumPayload } bytes) payload = bytes;
                else fault = $"The payload '{Payload}' is not 1 to {CommandFrame.MaximumPayload} bytes in hex.";
                break;
            case CommandOpcode.KeyChange:
                if (Bytes(PublicKey) is { Length: Identity.PublicKeyLength } key && key[0] == 4 && P256.IsPoint(key, 1)) payload = key[1..];
                else fault = $"The public key '{PublicKey}' is not a point of P-256: 65 bytes in hex, beginning with 04.";
                break;
        }
        return fault.Length == 0;
    }

    private bool InRange(string name, long? value, long least, long most, ref string fault)
    {
        if (value >= least && value <= most) return true;
        fault = $"{Opcode} needs {name} from {least} to {most}, not {(value is { } number ? number : "nothing")}.";
        return false;
    }

    internal static byte[]? Bytes(string? hex)
    {
        if (hex is null) return null;
        var digits = hex.StartsWith("0x", StringComparison.Ordinal) ? hex.AsSpan(2) : hex;
        var bytes = new byte[digits.Length / 2];
        return Convert.FromHexString(digits, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }
}

/// <summary>A command on its way; whether the device has obeyed shows in what it reports.</summary>
/// <param name="ExpiresAtUnixSeconds">A device that knows the time refuses it from then on.</param>
public sealed record CommandView(string DeviceId, ulong Counter, string Opcode, long IssuedAtUnixSeconds, long ExpiresAtUnixSeconds, string Frame)
{
    public static CommandView Of(StoredCommand command) => new(
        command.Device.ToString(), command.Counter, CommandInput.NameOf(command.Opcode), command.IssuedAt.ToUnixTimeSeconds(),
        (command.IssuedAt + StoredCommand.Lifetime).ToUnixTimeSeconds(), Convert.ToHexStringLower(command.Frame));
}
