using System.Security.Cryptography;
using System.Text;
using GreenPow.Wire;

namespace GreenPow.Release;

/// <summary>Signed firmware files: header and image, as docs/protocol.md draws them.</summary>
public static class ReleaseFile
{
    // nanoFramework's assemblies begin so; the simulator's, which run on .NET, like any .NET assembly.
    private static readonly byte[] ChipMarker = "NFMRK1"u8.ToArray();
    private static readonly byte[] SimulatorMarker = "MZ"u8.ToArray();

    /// <summary>The whole file; the same key, image and values always give the same bytes.</summary>
    public static byte[] Sign(byte[] image, byte[] privateKey, byte profile, byte[] version, byte[] minimumLoader, byte[] oldestAllowed)
    {
        if (image.Length is 0 or > UpdateHeader.MaximumImageLength)
            throw new ReleaseException($"the image has {image.Length} bytes, a device takes 1 to {UpdateHeader.MaximumImageLength}");
        if (Kind(image) is null) throw new ReleaseException("the image holds no nanoFramework assembly (.pe): give GreenPow.Firmware.update, not the .bin for flashing");
        if (UpdateHeader.CompareVersions(oldestAllowed, 0, version, 0) > 0) throw new ReleaseException($"--oldest-allowed {Text(oldestAllowed)} is above the image's own version {Text(version)}");
        var header = new UpdateHeader { Profile = profile, ImageLength = image.Length };
        version.CopyTo(header.Version, 0);
        minimumLoader.CopyTo(header.MinimumLoader, 0);
        oldestAllowed.CopyTo(header.OldestAllowed, 0);
        SHA256.HashData(image).CopyTo(header.ImageDigest, 0);
        var digest = new byte[32];
        UpdateHeader.KeyId(ReleaseKeys.PublicOf(privateKey), digest);
        digest.AsSpan(0, UpdateHeader.KeyIdLength).CopyTo(header.ReleaseKeyId);
        header.Digest(digest);
        if (!P256.Sign(privateKey, digest, header.Signature, 0)) throw new ReleaseException("the private key is not a number of the curve");
        var file = new byte[header.FileLength];
        header.Write(file, 0);
        image.CopyTo(file, UpdateHeader.Length);
        return file;
    }

    /// <summary>What the file is, in words; an exception says why a device would not take it.</summary>
    public static string Check(byte[] file, byte[] publicKey)
    {
        var header = new UpdateHeader();
        if (!header.TryRead(file, 0, file.Length, out var fault)) throw new ReleaseException(UpdateFault.Text(fault));
        if (file.Length != header.FileLength) throw new ReleaseException($"the file has {file.Length} bytes, its header says {header.FileLength}");
        if (!SHA256.HashData(file.AsSpan(UpdateHeader.Length)).AsSpan().SequenceEqual(header.ImageDigest)) throw new ReleaseException(UpdateFault.Text(UpdateFault.Digest));
        if (!header.IsSignedBy(publicKey)) throw new ReleaseException("not signed by this release key");
        return new StringBuilder()
            .Append("Version ").Append(Text(header.Version))
            .Append(header.Profile == 1 ? " for the reference board, " : header.Profile == 2 ? " for the small board, " : $" for board {header.Profile}, ")
            .Append(header.ImageLength).Append(" bytes").AppendLine(Kind(file.AsSpan(UpdateHeader.Length)) == "simulator" ? " for the simulator only." : ".")
            .Append("Loads on deployed firmware from ").Append(Text(header.MinimumLoader)).Append("; after it nothing below ").Append(Text(header.OldestAllowed)).AppendLine(" is taken.")
            .Append("Digest ").Append(Convert.ToHexStringLower(header.ImageDigest)).Append(", signed by release key ").Append(Convert.ToHexStringLower(header.ReleaseKeyId)).Append('.')
            .ToString();
    }

    private static string? Kind(ReadOnlySpan<byte> image) => image.StartsWith(ChipMarker) ? "chip" : image.StartsWith(SimulatorMarker) ? "simulator" : null;

    private static string Text(byte[] version) => string.Join('.', version);
}
