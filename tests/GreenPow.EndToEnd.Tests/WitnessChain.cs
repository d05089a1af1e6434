using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.EndToEnd.Tests;

/// <summary>A chain of reports made by hand with a device's key: one channel of generation, every tenth sealed.</summary>
internal static class WitnessChain
{
    public static List<byte[]> Make(ISigner signer, byte[] networkId, long startUnixSeconds, int reports)
    {
        var frame = new ReportFrame { SlotSeconds = 60, BootCount = 1, ChannelCount = 1 };
        Identity.DeviceId(signer.PublicKey, frame.DeviceId);
        Identity.Genesis(networkId, frame.DeviceId, frame.Previous);
        var made = new List<byte[]>();
        for (var sequence = 1; sequence <= reports; sequence++)
        {
            frame.Sequence = (ulong)sequence;
            frame.SlotStart = (uint)(startUnixSeconds + 60L * (sequence - 1));
            var last = sequence == reports || sequence % 10 == 0;
            frame.Flags = last ? ReportFlags.Sealed : (ushort)0;
            frame.Channels[0].Role = ChannelRole.Generation;
            frame.Channels[0].UncertaintyHundredths = 50;
            frame.Channels[0].EnergyMilliwattHours = (ulong)sequence * 1_000;
            var bytes = new byte[frame.Length];
            frame.Write(bytes, 0);
            if (last)
            {
                var digest = new byte[32];
                FrameSigning.Digest(FrameKind.Report, bytes, 0, frame.LengthBeforeSignature, digest);
                signer.Sign(digest, bytes, frame.LengthBeforeSignature);
            }
            made.Add(bytes);
            SHA256.HashData(bytes, frame.Previous);
        }
        return made;
    }

    public static LinkLogin Login(ISigner signer, byte[] networkId, string deviceId, ulong counter)
    {
        var login = new LoginFrame { Counter = counter };
        Identity.DeviceId(signer.PublicKey, login.DeviceId);
        networkId.CopyTo(login.NetworkId, 0);
        signer.PublicKey.AsSpan(1).CopyTo(login.PublicKey);
        var bytes = new byte[LoginFrame.TotalLength];
        login.Write(bytes, 0);
        var digest = new byte[32];
        FrameSigning.Digest(FrameKind.Login, bytes, 0, LoginFrame.FixedLength, digest);
        signer.Sign(digest, bytes, LoginFrame.FixedLength);
        return new LinkLogin { DeviceId = deviceId, Password = Convert.ToHexStringLower(bytes), WillTopic = Topics.Status(deviceId), WillPayload = [0] };
    }
}
