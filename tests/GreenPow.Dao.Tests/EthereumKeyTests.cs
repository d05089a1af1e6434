using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace GreenPow.Dao.Tests;

public sealed class EthereumKeyTests
{
    // The first development account of Foundry and Hardhat.
    private const string DevelopmentKey = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

    [Fact]
    public void The_address_follows_from_the_key()
    {
        using var key = EthereumKey.FromBytes(Hex.Bytes(DevelopmentKey));
        Assert.Equal("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", key.Address.ToString());
    }

    // web3.js documentation, eth.accounts.sign: "Some data".
    [Fact]
    public void A_wallet_s_signature_names_its_account()
    {
        var signature = Hex.Bytes(
            "0xb91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c");
        Assert.Equal("0x1da44b586eb0729ff70a73c326926f6ed5a25f5b056e7f47fbc6e58d86871655", PersonalMessage.Hash("Some data"u8).ToString());
        Assert.True(PersonalMessage.TryRecover("Some data"u8, signature, out var signer));
        Assert.Equal("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23", signer.ToString());
    }

    [Fact]
    public void What_a_key_signs_names_that_key()
    {
        using var key = EthereumKey.Create();
        var messages = ArbMap.Default.ArbFor<byte[]>();
        Prop.ForAll(messages, message =>
        {
            var signature = key.SignMessage(message).ToBytes();
            return PersonalMessage.TryRecover(message, signature, out var signer) && signer == key.Address;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Random_keys_recover_themselves_and_nobody_else()
    {
        for (var run = 0; run < 50; run++)
        {
            using var key = EthereumKey.Create();
            var hash = Keccak.Hash(run.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var signature = key.Sign(hash);
            Assert.True(signature.S <= Secp256k1HalfOrder);
            Assert.True(signature.TryRecover(hash, out var signer));
            Assert.Equal(key.Address, signer);
            Assert.True(!(signature with { OddY = !signature.OddY }).TryRecover(hash, out var other) || other != key.Address);
        }
    }

    [Fact]
    public void A_high_s_or_a_value_out_of_range_is_refused()
    {
        using var key = EthereumKey.Create();
        var signature = key.SignMessage("meter"u8);
        var mirrored = signature with { S = 2 * Secp256k1HalfOrder + 1 - signature.S, OddY = !signature.OddY };
        Assert.False(EthereumSignature.TryRead(mirrored.ToBytes(), out _));
        Assert.False(EthereumSignature.TryRead((signature with { R = BigInteger.Zero }).ToBytes(), out _));
        Assert.False(EthereumSignature.TryRead(signature.ToBytes().AsSpan(1), out _));
        var other = signature.ToBytes();
        other[64] = 29;
        Assert.False(EthereumSignature.TryRead(other, out _));
    }

    [Fact]
    public void A_saved_key_is_the_same_key_and_only_its_owner_may_read_it()
    {
        using var folder = new TestFolder();
        using var key = KeyFile.LoadOrCreate(folder.File("operator.key"));
        using var again = KeyFile.LoadOrCreate(folder.File("operator.key"));
        Assert.Equal(key.Address, again.Address);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("operator.key")));
        Assert.Equal(["operator.key"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_key_that_others_may_read_is_refused()
    {
        using var folder = new TestFolder();
        KeyFile.LoadOrCreate(folder.File("operator.key")).Dispose();
        File.SetUnixFileMode(folder.File("operator.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<InvalidDataException>(() => KeyFile.Load(folder.File("operator.key"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_key_file_is_refused_without_quoting_it()
    {
        using var folder = new TestFolder();
        using (var stream = new FileStream(folder.File("bad.key"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        })) stream.Write(Encoding.ASCII.GetBytes("deadbeef"));
        Assert.DoesNotContain("deadbeef", Assert.Throws<InvalidDataException>(() => KeyFile.Load(folder.File("bad.key"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_key_is_never_overwritten()
    {
        using var folder = new TestFolder();
        using var key = KeyFile.LoadOrCreate(folder.File("operator.key"));
        using var other = EthereumKey.Create();
        Assert.Throws<IOException>(() => KeyFile.Save(other, folder.File("operator.key")));
        using var still = KeyFile.Load(folder.File("operator.key"));
        Assert.Equal(key.Address, still.Address);
    }

    // SEC 2, 2.4.1: half of the group's order.
    private static readonly BigInteger Secp256k1HalfOrder = Hex.Number("0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");
}
