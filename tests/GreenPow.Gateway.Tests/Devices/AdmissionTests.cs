using GreenPow.Dao;
using GreenPow.Gateway.Devices;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Devices;

public sealed class AdmissionTests
{
    private static readonly DateTimeOffset Now = ManualTime.Noon;
    private static readonly NetworkIdentity Network = TestGateway.Network;
    private readonly TestKey key = new();
    private readonly EthereumKey installer = EthereumKey.Create();

    [Fact]
    public void Papers_that_fit_together_make_a_device_that_has_applied()
    {
        var device = Judge(Papers()).Device;
        Assert.NotNull(device);
        Assert.Equal((key.Id, DeviceState.Applied, 400), (device.Id, device.State, device.CapacityWatts));
        Assert.Equal((byte)7, device.Owner[19]);
        Assert.Equal(ChannelRole.Generation, Assert.Single(device.Channels).Role);
    }

    [Fact]
    public void A_flipped_bit_anywhere_in_a_frame_is_refused()
    {
        var papers = Papers();
        foreach (var at in Enumerable.Range(0, Ownership().Length)) Assert.Null(Judge(papers with { OwnershipFrame = Flipped(papers.OwnershipFrame!, at) }).Device);
        foreach (var at in Enumerable.Range(0, Commissioning().Length)) Assert.Null(Judge(papers with { CommissioningFrame = Flipped(papers.CommissioningFrame!, at) }).Device);
    }

    [Fact]
    public void Papers_of_another_registry_or_network_are_refused()
    {
        var elsewhere = Network with { Registry = [.. Enumerable.Repeat((byte)9, 20)] };
        Assert.Contains("another registry", Admission.Judge(Papers(), elsewhere, _ => null, Now).Refusal, StringComparison.Ordinal);
        var otherChain = Network with { NetworkId = new byte[8] };
        Assert.Contains("another network", Admission.Judge(Papers(), otherChain, _ => null, Now).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Papers_under_another_key_are_refused() =>
        Assert.Contains("another device", Judge(Papers() with { PublicKey = Convert.ToHexStringLower(new TestKey().PublicKey) }).Refusal, StringComparison.Ordinal);

    [Fact]
    public void An_expired_calibration_is_refused() =>
        Assert.Contains("expired", Admission.Judge(Papers(), Network, _ => null, Now.AddDays(366)).Refusal, StringComparison.Ordinal);

    [Fact]
    public void More_watts_than_were_built_are_refused() => Assert.Contains("above the 400 W", Judge(Papers() with { CapacityWatts = 401 }).Refusal, StringComparison.Ordinal);

    [Fact]
    public void A_storage_names_feeders_that_have_applied()
    {
        var feeder = new TestKey();
        var storage = Papers(ChannelRole.StorageReceived) with { Kind = "storage", Feeders = [feeder.Id.ToString()] };
        Assert.Contains("has not applied", Judge(storage).Refusal, StringComparison.Ordinal);
        Assert.NotNull(Admission.Judge(storage, Network, id => id == feeder.Id ? feeder.Applied(Network.NetworkId, Now) : null, Now).Device);
        Assert.Contains("as many different feeders", Judge(storage with { Feeders = [] }).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("04zz")]
    public void A_key_that_is_no_point_is_refused(string? publicKey) => Assert.Contains("public key", Judge(Papers() with { PublicKey = publicKey }).Refusal, StringComparison.Ordinal);

    private static AdmissionVerdict Judge(Application application) => Admission.Judge(application, Network, _ => null, Now);

    private Application Papers(byte role = ChannelRole.Generation) => new(
        "roof", "meter", 400, Convert.ToHexStringLower(Commissioning(role)), "0x" + Convert.ToHexStringLower(Ownership()), Convert.ToHexStringLower(key.PublicKey), Feeders: null);

    private byte[] Ownership()
    {
        var frame = new OwnershipFrame { ChainId = Network.ChainId };
        key.Id.CopyTo(frame.DeviceId);
        Network.Registry.CopyTo(frame.Registry, 0);
        frame.Owner[19] = 7;
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        key.Sign(FrameKind.Ownership, bytes, frame.LengthBeforeSignature).CopyTo(frame.Signature, 0);
        frame.Write(bytes, 0);
        return bytes;
    }

    private byte[] Commissioning(byte role = ChannelRole.Generation)
    {
        var frame = new CommissioningFrame { Record = 1, FromSequence = 1, PanelWatts = 400, ChannelCount = 1 };
        frame.UnixTime = (uint)Now.ToUnixTimeSeconds();
        frame.Expires = frame.UnixTime + 365 * 86_400;
        key.Id.CopyTo(frame.DeviceId);
        Network.NetworkId.CopyTo(frame.NetworkId, 0);
        installer.Address.CopyTo(frame.Installer);
        (frame.Channels[0].Role, frame.Channels[0].Instrument, frame.Channels[0].CapacityWatts) = (role, Instrument.Ina228, 400);
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        key.Sign(FrameKind.Commissioning, bytes, frame.LengthBeforeSignature).CopyTo(frame.Signature, 0);
        var digest = new byte[32];
        FrameSigning.Digest(FrameKind.Commissioning, bytes, 0, frame.LengthBeforeSignature, digest);
        installer.Sign(PersonalMessage.Hash(digest)).ToBytes().CopyTo(frame.InstallerSignature, 0);
        frame.Write(bytes, 0);
        return bytes;
    }

    private static string Flipped(string hex, int at)
    {
        var digits = hex.StartsWith("0x", StringComparison.Ordinal) ? hex[2..] : hex;
        var bytes = Convert.FromHexString(digits);
        bytes[at] ^= 0x10;
        return Convert.ToHexStringLower(bytes);
    }
}
