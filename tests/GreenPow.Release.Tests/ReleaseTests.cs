using System.Security.Cryptography;
using GreenPow.Wire;

namespace GreenPow.Release.Tests;

public sealed class ReleaseTests : IDisposable
{
    private static readonly byte[] Image = [.. "NFMRK1"u8, 0, 0, 1, 2, 3];
    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-release").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_is_signed_is_found_good_and_says_what_it_is()
    {
        var key = Key();
        var text = ReleaseFile.Check(Sign(key), ReleaseKeys.PublicOf(key));
        Assert.Contains("Version 1.2.3.4 for the reference board, 11 bytes", text, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Image)), text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_release_signed_twice_is_the_same_file()
    {
        var key = Key();
        Assert.Equal(Sign(key), Sign(key));
    }

    [Fact]
    public void Another_key_did_not_sign_it() =>
        Assert.Contains("not signed", Assert.Throws<ReleaseException>(() => ReleaseFile.Check(Sign(Key()), ReleaseKeys.PublicOf(Key()))).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        var key = Key();
        var publicKey = ReleaseKeys.PublicOf(key);
        var file = Sign(key);
        for (var bit = 0; bit < file.Length * 8; bit++)
        {
            var flipped = file.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<ReleaseException>(() => ReleaseFile.Check(flipped, publicKey));
        }
    }

    [Fact]
    public void What_is_no_assembly_of_the_chip_is_not_signed() =>
        Assert.Contains(".pe", Assert.Throws<ReleaseException>(() => ReleaseFile.Sign([1, 2, 3], Key(), 1, [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0])).Message, StringComparison.Ordinal);

    [Fact]
    public void An_image_that_no_device_takes_is_not_signed()
    {
        byte[] image = [.. Image, .. new byte[UpdateHeader.MaximumImageLength]];
        Assert.Contains("524288", Assert.Throws<ReleaseException>(() => ReleaseFile.Sign(image, Key(), 1, [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_that_forbids_itself_is_not_signed() =>
        Assert.Throws<ReleaseException>(() => ReleaseFile.Sign(Image, Key(), 1, [1, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 1]));

    [Fact]
    public void A_new_key_is_for_its_owner_alone_and_is_never_written_over()
    {
        var file = Path.Combine(folder, "key");
        var key = ReleaseKeys.New(file);
        Assert.Equal(key, ReleaseKeys.Public(file + ".pub"));
        Assert.Equal(key, ReleaseKeys.PublicOf(ReleaseKeys.Private(file)));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Throws<ReleaseException>(() => ReleaseKeys.New(file));
    }

    [Fact]
    public void Files_that_are_no_keys_are_named()
    {
        var file = Path.Combine(folder, "nonsense");
        File.WriteAllText(file, "04zz");
        Assert.Contains(file, Assert.Throws<ReleaseException>(() => ReleaseKeys.Private(file)).Message, StringComparison.Ordinal);
        Assert.Contains(file, Assert.Throws<ReleaseException>(() => ReleaseKeys.Public(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--version 1.2.3", "--version wants four numbers of 0 to 255 with dots between, not '1.2.3'")]
    [InlineData("--version 1.2.3.256", "--version wants four numbers of 0 to 255 with dots between, not '1.2.3.256'")]
    [InlineData("--profile huge", "--profile is reference or small, not 'huge'")]
    [InlineData("--speed 3", "'--speed' is no flag of sign")]
    [InlineData("--key", "--key wants a value")]
    [InlineData("", "sign wants --version a.b.c.d")]
    public void A_wrong_word_is_named(string words, string message)
    {
        string[] all = ["sign", "--key", "k", "--image", "i", "--out", "o", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        Assert.False(ReleaseOptions.TryParse(all, out _, out var error));
        Assert.Equal(message, error);
    }

    /// <summary>The build takes in the file that `use` writes, and it holds a key in the form that the build wants: 130 digits and nothing else.</summary>
    [Fact]
    public void The_firmware_is_built_with_the_trusted_key()
    {
        var trusted = Path.Combine(AppContext.BaseDirectory, "release", Path.GetFileName(ReleaseDesk.TrustedFile));
        Assert.Equal(ReleaseKeys.Text(ReleaseKeys.Public(trusted)), File.ReadAllText(trusted));
        Assert.Contains("../release/trusted.pub", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "release", "Firmware.props")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_development_key_is_a_pair_and_says_that_it_is_worthless()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "release", "development.key");
        Assert.Equal(ReleaseKeys.Public(Path.ChangeExtension(file, ".pub")), ReleaseKeys.PublicOf(ReleaseKeys.Private(file)));
        Assert.StartsWith("This private key is public and worthless", File.ReadAllText(file), StringComparison.Ordinal);
    }

    private static byte[] Key()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return ecdsa.ExportParameters(true).D!;
    }

    private static byte[] Sign(byte[] key) => ReleaseFile.Sign(Image, key, 1, [1, 2, 3, 4], [1, 0, 0, 0], [1, 1, 0, 0]);
}
