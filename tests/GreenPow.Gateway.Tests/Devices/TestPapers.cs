using GreenPow.Dao;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Devices;

/// <summary>The signed records of one device, its installer and its owner.</summary>
internal sealed class TestPapers(TestKey key, EthereumKey installer, EthereumKey owner)
{
    public byte[] Ownership() => Signed(FrameKind.Ownership, () =>
    {
        var frame = new OwnershipFrame { ChainId = TestGateway.Network.ChainId };
        key.Id.CopyTo(frame.DeviceId);
        TestGateway.Network.Registry.CopyTo(frame.Registry, 0);
        owner.Address.CopyTo(frame.Owner);
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        return (bytes, frame.LengthBeforeSignature);
    });

    public byte[] Commissioning(byte role = ChannelRole.Generation)
    {
        var bytes = Signed(FrameKind.Commissioning, () =>
        {
            var frame = new CommissioningFrame { Record = 1, FromSequence = 1, PanelWatts = 400, ChannelCount = 1, UnixTime = (uint)ManualTime.Noon.ToUnixTimeSeconds() };
            frame.Expires = frame.UnixTime + 365 * 86_400;
            key.Id.CopyTo(frame.DeviceId);
            TestGateway.Network.NetworkId.CopyTo(frame.NetworkId, 0);
            installer.Address.CopyTo(frame.Installer);
            (frame.Channels[0].Role, frame.Channels[0].Instrument, frame.Channels[0].CapacityWatts) = (role, Instrument.Ina228, 400);
            var unsigned = new byte[frame.Length];
            frame.Write(unsigned, 0);
            return (unsigned, frame.LengthBeforeSignature);
        });
        Personal(installer, FrameKind.Commissioning, bytes, bytes.Length - 129).CopyTo(bytes, bytes.Length - 65);
        return bytes;
    }

    /// <summary>This device in place of the old one; whoever is null does not sign.</summary>
    public byte[] Succession(TestKey old, ulong token, ulong sequence, byte[] frameHash, EthereumKey? byInstaller, EthereumKey? byOwner, TestKey? byOld = null)
    {
        var bytes = Signed(FrameKind.Succession, () =>
        {
            var frame = new SuccessionFrame { OldSequence = sequence };
            key.Id.CopyTo(frame.DeviceId);
            TestGateway.Network.NetworkId.CopyTo(frame.NetworkId, 0);
            frame.TokenId[31] = (byte)token;
            old.Id.CopyTo(frame.OldDeviceId);
            frameHash.CopyTo(frame.OldFrameHash, 0);
            var unsigned = new byte[frame.Length];
            frame.Write(unsigned, 0);
            return (unsigned, frame.LengthBeforeSignature);
        });
        if (byInstaller is not null) Personal(byInstaller, FrameKind.Succession, bytes, 116).CopyTo(bytes, 180);
        if (byOwner is not null) Personal(byOwner, FrameKind.Succession, bytes, 116).CopyTo(bytes, 245);
        byOld?.Sign(FrameKind.Succession, bytes, 116).CopyTo(bytes, 310);
        return bytes;
    }

    private byte[] Signed(byte kind, Func<(byte[] Bytes, int Covered)> write)
    {
        var (bytes, covered) = write();
        key.Sign(kind, bytes, covered).CopyTo(bytes, covered);
        return bytes;
    }

    private static byte[] Personal(EthereumKey person, byte kind, byte[] bytes, int covered)
    {
        var digest = new byte[32];
        FrameSigning.Digest(kind, bytes, 0, covered, digest);
        return person.SignMessage(digest).ToBytes();
    }
}
